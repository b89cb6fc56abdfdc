// The course in a report: the chart, the measures, the sessions, what to do next; and what it all rests on.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/chance.hpp"
#include "engine/words.hpp"
#include "report/document_parts.hpp"

namespace knotwork {
namespace {

std::string plural(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace

void write_course(const ReportContext& context, const ChartInput& chart, Writer& writer) {
    const Progress& progress = chart.progress;
    const int days = count_days(progress.begun, progress.today);
    writer.heading("Course", fmt::format("since {}, {}", format_day(progress.begun),
                                         days >= 14 ? plural(static_cast<std::size_t>(days / 7), "week")
                                                    : plural(static_cast<std::size_t>(std::max(days, 0)), "day")));
    if (progress.series.empty()) {
        writer.paragraph({{"Nothing has been measured yet."}});
        return;
    }
    const auto drawn = std::make_shared<ProgressChart>(context.canvas, chart, writer.width());
    TextRuns said;
    for (const CourseSign& sign : progress.signs)
        said.push_back({capitalised(describe_sign(sign, progress.begun)) + ". ", Weight::semibold});
    if (progress.expected) {
        said.push_back(
            {std::string("The course that is expected is that of published groups with the same complaint, from "
                         "where this pain began.")});
        if (progress.expected->course < context.atlas.courses().size())
            said.push_back(context.cited.mark(context.atlas.courses()[progress.expected->course].cites));
    }
    if (!said.empty()) writer.paragraph(said);
    writer.stay();
    writer.gap(4);
    writer.add({.height = drawn->main_height(), .with_next = true, .draw = [drawn](Canvas& canvas, PagePoint at) {
                    drawn->draw_main(canvas, at);
                }});
    writer.gap(8);
    writer.add({.height = drawn->head_height(), .with_next = true, .draw = [drawn](Canvas& canvas, PagePoint at) {
                    drawn->draw_head(canvas, at);
                }});
    for (std::size_t i = 0; i < drawn->rows().size(); ++i)
        writer.add({.height = drawn->rows()[i].height,
                    .draw = [drawn, i](Canvas& canvas, PagePoint at) { drawn->draw_row(canvas, i, at); }});
    writer.gap(4);
    std::vector<std::uint32_t> cites;
    for (const ChartScale& scale : chart.scales) cites.insert(cites.end(), scale.cites.begin(), scale.cites.end());
    writer.paragraph(
        {{"First and last are single readings; the change is that of the smoothed level, which one good or bad "
          "day does not sway."},
         context.cited.mark(cites)},
        writer.small());
}

void write_practice(const ReportContext& context, const std::vector<SessionNote>& sessions, Writer& writer) {
    const Progress* progress = context.input.progress;
    if (progress == nullptr && sessions.empty()) return;
    writer.kicker("Sessions");
    std::size_t finished = 0, better = 0, same = 0, worse = 0;
    for (const SessionNote& session : sessions) {
        finished += session.finished ? 1 : 0;
        better += session.verdict == "better" ? 1 : 0;
        same += session.verdict == "no-change" ? 1 : 0;
        worse += session.verdict == "worse" ? 1 : 0;
    }
    std::string line;
    if (progress != nullptr) {
        line = fmt::format("{} finished since the latest plan", progress->practice.sessions);
        if (progress->practice.planned)
            line += fmt::format(", of {:.0f} planned by today", *progress->practice.planned);
        line += ". ";
    }
    if (!sessions.empty()) {
        line += fmt::format("{} begun, {} of them finished; better after {}, no change after {}, worse after {}",
                            sessions.size(), finished, better, same, worse);
        const std::size_t unsaid = sessions.size() - better - same - worse;
        if (unsaid > 0) line += fmt::format(", not told of {}", unsaid);
        line += ".";
    }
    writer.paragraph({{line}});
    if (progress == nullptr) return;
    for (const PointResponse& point : progress->practice.points) {
        const std::string_view verdict = point.reply == Reply::yes  ? "responds"
                                         : point.reply == Reply::no ? "does not respond"
                                                                    : "not clear yet";
        writer.item({{source_name(context.atlas, context.atlas.sources()[point.point.value]) + ": "},
                     {std::string(verdict), Weight::bold},
                     {fmt::format("; pressed in {}, eased in {}, better after {}.", plural(point.sessions, "session"),
                                  point.eased, point.better)}});
    }
}

void write_next(const ReportContext& context, Writer& writer) {
    const ReportInput& input = context.input;
    if (input.steps.empty()) return;
    writer.kicker("Next");
    std::size_t number = 0;
    for (const ReportStep& step : input.steps) {
        TextRuns runs{{sentence_of(step.say), number == 0 ? Weight::bold : Weight::semibold}};
        if (input.progress != nullptr && number < input.progress->steps.size() &&
            !input.progress->steps[number].about.empty())
            runs.push_back({" " + capitalised(sentence_of(input.progress->steps[number].about)), Weight::semibold});
        if (!step.why.empty()) runs.push_back({" " + sentence_of(step.why)});
        runs.push_back(context.cited.mark(step.cites));
        ++number;
        writer.item(std::to_string(number) + ".", runs, writer.body());
    }
}

void write_notes(const ReportContext& context, Writer& writer) {
    std::vector<std::string> notes;
    const auto add = [&](const std::vector<std::string>& from) {
        for (const std::string& note : from)
            if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
    };
    add(context.input.known.warnings);
    if (!context.is_emergency()) {
        add(context.assessment().trace.warnings);
        add(context.input.plan.plan.warnings);
        if (context.input.progress != nullptr) add(context.input.progress->warnings);
    }
    if (notes.empty()) return;
    writer.kicker("Notes");
    for (const std::string& note : notes) writer.item({{sentence_of(capitalised(note))}});
}

void write_works(const ReportContext& context, Writer& writer) {
    const std::vector<Work>& works = context.cited.works();
    if (works.empty()) return;
    writer.kicker("What this rests on");
    constexpr double widest_letter = 4;  // points; on the safe side
    TextRuns runs;
    for (std::size_t i = 0; i < works.size(); ++i) {
        TextRun number{fmt::format("{}{}\u00A0", i == 0 ? "" : "   ", i + 1), Weight::bold, style::ink};
        runs.push_back(std::move(number));
        runs.push_back({works[i].name});
        if (works[i].address.empty()) continue;
        // An address that is not cut can be searched for and copied.
        runs.push_back({", "});
        TextRun address{works[i].address};
        address.unbroken = static_cast<double>(works[i].address.size()) * widest_letter < writer.width();
        runs.push_back(std::move(address));
    }
    TextStyle text = writer.small();
    text.size = 6.5;
    writer.paragraph(runs, text);
}

}  // namespace knotwork
