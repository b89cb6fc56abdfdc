#include "interview_loop.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "base/text.hpp"
#include "case_input.hpp"
#include "interview_text.hpp"
#include "triage_text.hpp"

namespace knotwork::cli {
namespace {

std::optional<double> parse_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Reply> find_reply(std::string_view word) {
    if (word == "y" || word == "yes") return Reply::yes;
    if (word == "n" || word == "no") return Reply::no;
    if (word == "?" || word == "unknown") return Reply::unknown;
    return std::nullopt;
}

// What was typed at a list: which items apply, and of which the person is not sure.
struct Choice {
    std::map<std::size_t, Reply> items;  // from 0
    bool all_unknown = false;
};

std::optional<Choice> parse_choice(std::string line, std::size_t count) {
    std::replace(line.begin(), line.end(), ',', ' ');
    Choice out;
    if (line == "?") {
        out.all_unknown = true;
        return out;
    }
    if (line == "n" || line == "no" || line == "none" || line == "0") return out;
    for (std::string word : split(line, ' ')) {
        const bool unsure = word.ends_with('?');
        if (unsure) word.pop_back();
        const std::optional<double> number = parse_number(word);
        if (!number || *number < 1 || *number > static_cast<double>(count)) return std::nullopt;
        const auto index = static_cast<std::size_t>(*number);
        if (static_cast<double>(index) != *number) return std::nullopt;
        out.items[index - 1] = unsure ? Reply::unknown : Reply::yes;
    }
    return out;
}

}  // namespace

InterviewLoop::InterviewLoop(const Engine& engine, const InterviewOptions& options, Case known, std::istream& in,
                             const Colours& colours)
    : engine_(engine), options_(options), in_(in), colours_(colours), state_{std::move(known), {}, {}} {}

void InterviewLoop::say(std::string_view words) const { fmt::print("{}", wrap(words, "")); }

std::string InterviewLoop::read(std::string_view prompt) {
    fmt::print("{}{}> {}", colours_.bold, prompt, colours_.plain);
    std::fflush(stdout);
    std::string line;
    if (!std::getline(in_, line)) {
        fmt::print("\n");
        return "q";
    }
    if (!is_terminal(stdin)) fmt::print("{}\n", line);  // a transcript shows what was answered
    const auto is_blank = [](unsigned char c) { return std::isspace(c) != 0; };
    while (!line.empty() && is_blank(static_cast<unsigned char>(line.back()))) line.pop_back();
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    std::transform(line.begin(), line.end(), line.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return line;
}

std::optional<InterviewLoop::Move> InterviewLoop::find_move(const std::string& line) {
    if (line == "q" || line == "quit") return Move::stop;
    if (line == "b" || line == "back") return Move::back;
    return std::nullopt;
}

bool InterviewLoop::assess() {
    Result<Assessment> assessment = assess_case(engine_, state_.known, options_, scratch_);
    if (!assessment) {
        error_ = assessment.error();
        return false;
    }
    assessment_ = std::move(*assessment);
    return true;
}

InterviewLoop::Ending InterviewLoop::run() {
    say("First some danger signs, then question after question. You can stop at any time.");
    say("At each question: y yes, n no, ? don't know, b back, q stop and see where things stand.");
    while (true) {
        if (!assess()) return Ending::broken;
        const bool is_over = state_.profile == Profile::done && assessment_.blocked_by.empty() &&
                             assessment_.screens.empty() && assessment_.questions.empty();
        if (is_over) return Ending::settled;
        switch (step()) {
            case Move::ahead:
            case Move::stay: break;
            case Move::back:
                if (history_.empty()) {
                    say("There is nothing before this.");
                } else {
                    state_ = std::move(history_.back());
                    history_.pop_back();
                }
                break;
            case Move::stop: return assessment_.blocked_by.empty() ? Ending::stopped : Ending::emergency;
        }
    }
}

InterviewLoop::Move InterviewLoop::step() {
    if (!assessment_.blocked_by.empty()) return ask_acknowledgement();
    if (state_.profile != Profile::done) return ask_profile();
    if (!assessment_.screens.empty()) return ask_screen();
    tell_new_rules();
    return ask_question();
}

InterviewLoop::Move InterviewLoop::ask_profile() {
    Case& known = state_.known;
    const auto ahead = [&](Profile next) {
        state_.profile = next;
        return Move::ahead;
    };
    const auto ask_number = [&](std::optional<double>& value, std::string_view prompt, double most, Profile next) {
        if (value) return ahead(next);
        const std::string line = read(prompt);
        if (const auto move = find_move(line)) return *move;
        const std::optional<double> number = parse_number(line);
        const bool is_left_out = line.empty() || line == "?";
        if (!is_left_out && (!number || *number < 0 || *number > most)) {
            say(fmt::format("A number from 0 to {}, or Enter to leave it out.", most));
            return Move::stay;
        }
        keep();
        if (!is_left_out) value = number;
        return ahead(next);
    };
    switch (state_.profile) {
        case Profile::place: return known.drawing || !known.facts.answers.empty() ? ahead(Profile::age) : ask_place();
        case Profile::age:
            return ask_number(known.facts.age, "Your age in years (Enter leaves it out)", 120, Profile::sex);
        case Profile::sex: {
            if (known.facts.sex) return ahead(Profile::pain);
            const std::string line = read("Female or male: f, m (Enter leaves it out)");
            if (const auto move = find_move(line)) return *move;
            const bool is_female = line == "f" || line == "female", is_male = line == "m" || line == "male";
            if (!is_female && !is_male && !line.empty() && line != "?") {
                say("f or m, or Enter to leave it out.");
                return Move::stay;
            }
            keep();
            if (is_female || is_male) known.facts.sex = is_female ? Sex::female : Sex::male;
            return ahead(Profile::pain);
        }
        case Profile::pain:
            return ask_number(known.facts.pain, "How bad at its worst, 0 to 10 (Enter leaves it out)", 10,
                              Profile::done);
        case Profile::done: break;
    }
    return Move::ahead;
}

InterviewLoop::Move InterviewLoop::ask_place() {
    say("Where does it hurt? As in: right buttock, back of right thigh. (knotwork regions lists the words; Enter "
        "leaves it out.)");
    const std::string line = read("Where");
    if (const auto move = find_move(line)) return *move;
    if (!line.empty()) {
        Case with = state_.known;
        set_drawing(with, build_drawing_of_regions(line));
        const Result<Assessment> painted = assess_case(engine_, with, options_, scratch_);
        if (!painted) {
            say(painted.error().reason);
            return Move::stay;
        }
        for (const std::string& warning : painted->trace.warnings) say("Note: " + warning + ".");
        keep();
        state_.known = std::move(with);
    } else {
        keep();
    }
    state_.profile = Profile::age;
    return Move::ahead;
}

InterviewLoop::Move InterviewLoop::ask_acknowledgement() {
    const Atlas& atlas = engine_.atlas();
    fmt::print("\n{}\n", format_emergency(atlas, assessment_.blocked_by, colours_));
    while (true) {
        const std::string line = read("Type understood to go on, b to correct the answer, q to stop");
        if (const auto move = find_move(line)) return *move;
        if (line != "understood") continue;
        keep();
        state_.told.insert(state_.told.end(), assessment_.blocked_by.begin(), assessment_.blocked_by.end());
        acknowledge_emergencies(atlas, state_.known);
        return Move::ahead;
    }
}

Side InterviewLoop::ask_side(const std::string& what, bool& both) {
    both = false;
    while (true) {
        const std::string line = read(fmt::format("{}: l left, r right, or both", what));
        if (line == "l" || line == "left") return Side::left;
        if (line == "r" || line == "right") return Side::right;
        both = line == "both" || line == "lr" || line == "q";  // stopped: better one side too many than none
        if (both) return Side::left;
    }
}

InterviewLoop::Move InterviewLoop::ask_screen() {
    const Atlas& atlas = engine_.atlas();
    const std::vector<FindingId>& screen = assessment_.screens.front();
    const std::size_t left = assessment_.screens.size();
    fmt::print("\n{}Danger signs{} ({})\n", colours_.bold, colours_.plain,
               left == 1 ? "the last list" : fmt::format("{} lists to go", left));
    say("Does any of these apply to you?");
    for (std::size_t i = 0; i < screen.size(); ++i) {
        const Atlas::Finding& finding = atlas.findings()[screen[i].value];
        const std::string ask = replace_all(std::string(atlas.text(finding.ask)), "{side}", "left or right");
        fmt::print("{}", wrap(ask, fmt::format("{:>3}  ", i + 1)));
    }
    const std::string line = read("Numbers that apply, Enter for none, ? don't know");
    if (const auto move = find_move(line)) return *move;
    const std::optional<Choice> choice = parse_choice(line, screen.size());
    if (!choice) {
        say(fmt::format("Numbers from 1 to {}, as in: 2 5. Add ? to one you are not sure of: 2?", screen.size()));
        return Move::stay;
    }
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < screen.size(); ++i) {
        const Atlas::Finding& finding = atlas.findings()[screen[i].value];
        const auto found = choice->items.find(i);
        Reply reply = choice->all_unknown ? Reply::unknown : found == choice->items.end() ? Reply::no : found->second;
        if (reply == Reply::yes) {  // signs are counted by narrow rules
            fmt::print("{}", wrap(fmt::format("{}. Yes means: {}", atlas.text(finding.name), atlas.text(finding.yes)),
                                  fmt::format("{:>3}  ", i + 1)));
            while (true) {
                const std::string sure = read("Does that fit: y, n, ?");
                if (find_move(sure) == Move::back) return Move::stay;
                if (find_move(sure) == Move::stop) break;  // a danger sign is not lost because somebody stops here
                if (const auto said = find_reply(sure)) {
                    reply = *said;
                    break;
                }
            }
        }
        if (finding.sided == 0) {
            answers.push_back({{screen[i], {}, {}}, reply});
            continue;
        }
        bool both = true;
        Side side = Side::left;
        if (reply == Reply::yes) {
            side = ask_side(std::string(atlas.text(finding.name)), both);
        }
        answers.push_back({{screen[i], side, {}}, reply});
        const Side other = side == Side::left ? Side::right : Side::left;
        answers.push_back({{screen[i], other, {}}, both ? reply : Reply::no});
    }
    keep();
    for (const Answer& answer : answers) set_answer(answer.subject, answer.reply);
    return Move::ahead;
}

void InterviewLoop::tell_new_rules() {
    std::vector<RuleId> fresh;
    for (const RuleId rule : assessment_.triage.reasons)
        if (std::find(state_.told.begin(), state_.told.end(), rule) == state_.told.end()) fresh.push_back(rule);
    if (fresh.empty()) return;
    fmt::print("\n{}", format_rules(engine_.atlas(), fresh, colours_));
    state_.told.insert(state_.told.end(), fresh.begin(), fresh.end());
}

InterviewLoop::Move InterviewLoop::ask_question() {
    const Atlas& atlas = engine_.atlas();
    const Question question = assessment_.questions.front();
    const std::size_t asked = count_questions(atlas, state_.known.facts);
    fmt::print("\n{}Question {} ({} at most){}\n{}", colours_.faint, asked + 1, most_questions, colours_.plain,
               format_question_text(atlas, question.subject, colours_));
    while (true) {
        const std::string line = read("y, n, ?, b back, w why, q stop");
        if (const auto move = find_move(line)) return *move;
        if (line == "w" || line == "why") {
            fmt::print("{}", format_why(engine_, assessment_, question));
            continue;
        }
        if (const auto reply = find_reply(line)) {
            keep();
            set_answer(question.subject, *reply);
            return Move::ahead;
        }
        if (answer_out_of_turn(line)) return Move::ahead;
    }
}

bool InterviewLoop::answer_out_of_turn(const std::string& line) {
    const std::size_t blank = line.find(' ');
    const std::optional<Reply> reply =
        blank == std::string::npos ? std::nullopt : find_reply(std::string_view(line).substr(blank + 1));
    if (!reply) {
        say("y for yes, n for no, ? if you do not know. Any other finding can be answered too: "
            "straight-leg-raise/right no");
        return false;
    }
    const Result<Subject> subject = resolve_subject(engine_.atlas(), line.substr(0, blank), "");
    if (!subject) {
        say(subject.error().reason);
        return false;
    }
    keep();
    set_answer(*subject, *reply);
    return true;
}

void InterviewLoop::set_answer(const Subject& subject, Reply reply) {
    std::vector<Answer>& answers = state_.known.facts.answers;
    const auto found =
        std::find_if(answers.begin(), answers.end(), [&](const Answer& a) { return a.subject == subject; });
    if (found != answers.end())
        found->reply = reply;
    else
        answers.push_back({subject, reply});
}

}  // namespace knotwork::cli
