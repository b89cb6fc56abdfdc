// The manual page, made from the definition of the command line. docs/knotwork.1 is its output, tested equal.
#include <fmt/core.h>

#include "command_line.hpp"

namespace knotwork::cli {
namespace {

// Text as roff takes it: a hyphen that is typed is \-, a line that begins with a dot or quote is shielded.
std::string roff(std::string_view text) {
    std::string out;
    bool at_start = true;
    for (const char c : text) {
        if (at_start && (c == '.' || c == '\'')) out += "\\&";
        if (c == '-')
            out += "\\-";
        else if (c == '\\')
            out += "\\e";
        else
            out += c;
        at_start = c == '\n';
    }
    return out;
}

std::string names(const CLI::Option& option) {
    std::string out;
    for (const std::string& name : option.get_snames())
        out += (out.empty() ? "" : ", ") + fmt::format("\\fB\\-{}\\fR", name);
    for (const std::string& name : option.get_lnames())
        out += (out.empty() ? "" : ", ") + fmt::format("\\fB\\-\\-{}\\fR", roff(name));
    if (option.get_positional()) return fmt::format("\\fI{}\\fR", type_word(option));
    if (takes_value(option)) out += fmt::format(" \\fI{}\\fR", type_word(option));
    return out;
}

std::string synopsis(const CLI::App& command) {
    std::string out = fmt::format("\\fBknotwork {}\\fR", roff(command.get_name()));
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_name() == "--help") continue;
        out += option->get_required() ? " " + names(*option) : " [" + names(*option) + "]";
    }
    return out;
}

}  // namespace

std::string format_man_page(const CLI::App& app) {
    std::string out = fmt::format(
        ".TH KNOTWORK 1 \"\" \"knotwork {}\" \"User Commands\"\n"
        ".SH NAME\nknotwork \\- trace a pain drawing to the trigger points it may come from\n"
        ".SH SYNOPSIS\n\\fBknotwork\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n"
        ".SH DESCRIPTION\n"
        "Somebody paints on a body where it hurts. \\fBknotwork trace\\fR answers which muscles such pain may come "
        "from, how sure\n"
        "that is, and why. \\fBknotwork interview\\fR asks for danger signs first, then what tells most,\n"
        "and says also when the pain does not look like that of a muscle.\n"
        "Both reckon from published maps of pain and published accuracies of tests. Their answers are no diagnosis.\n"
        ".SH COMMANDS\n",
        KNOTWORK_VERSION);
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (command->get_group().empty()) continue;
        out += fmt::format(".SS {}\n{}.\n", synopsis(*command), roff(command->get_description()));
        for (const CLI::Option* option : command->get_options()) {
            if (option->get_name() == "--help") continue;
            out += fmt::format(".TP\n{}\n{}.\n", names(*option), roff(option->get_description()));
        }
    }
    out +=
        ".SH EXIT STATUS\n"
        ".TP\n0\nAll went well. \\fBbatch\\fR also ends so when some lines could not be traced: their records say "
        "why.\n"
        ".TP\n2\nThe input or an argument is wrong; one line on the standard error says where and what.\n"
        ".TP\n3\nSomething around the program is broken: no atlas, an answer that cannot be written.\n"
        ".TP\n4\nThe answers of a case hold an emergency that was not acknowledged: it was told, and nothing else "
        "(\\fBtrace\\fR, \\fBinterview\\fR).\n"
        ".SH ENVIRONMENT\n"
        ".TP\n\\fBKNOTWORK_ATLAS\\fR\nThe atlas to use, where \\fB\\-\\-atlas\\fR does not name one.\n"
        ".TP\n\\fBNO_COLOR\\fR\nIf set and not empty, no colour is used, on a terminal either.\n"
        ".SH FILES\n"
        ".TP\n\\fI../share/knotwork/atlas.bin\\fR\nThe atlas, as seen from the folder of the program.\n"
        ".TP\n\\fI../share/knotwork/app\\fR\nThe app that \\fBserve\\fR serves, as seen from there.\n"
        ".SH EXAMPLES\n"
        ".nf\n"
        "knotwork trace \\-\\-where \"right buttock, back of right thigh\"\n"
        "knotwork trace drawing.json \\-\\-picture drawing.png\n"
        "knotwork trace \\-\\-choir 218,228 \\-\\-body male \\-\\-json\n"
        "knotwork interview \\-\\-where \"right buttock\" \\-\\-save case.json\n"
        "knotwork trace case.json\n"
        "knotwork batch \\-\\-from choir bodymaps.csv > traces.ndjson\n"
        "knotwork map gluteus\\-minimus \\-\\-picture map.svg\n"
        ".fi\n";
    return out;
}

}  // namespace knotwork::cli
