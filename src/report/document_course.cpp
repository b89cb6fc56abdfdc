// The course in a report: the chart, the measures, the sessions, what to do next; and what it all rests on.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/text.hpp"
#include "report/document_parts.hpp"
#include "report/progress_words.hpp"

namespace knotwork {
namespace {

std::string plural(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace

void write_course(const ReportContext& context, double chart_height, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const Progress& progress = *context.input.progress;
    const int days = count_days(progress.begun, progress.today);
    writer.heading("Course", fmt::format("since {}, {}", format_day(progress.begun),
                                         days >= 14 ? plural(static_cast<std::size_t>((days + 1) / 7), "week")
                                                    : plural(static_cast<std::size_t>(std::max(days, 0) + 1), "day")));
    if (progress.series.empty()) {
        writer.paragraph({{"Nothing has been measured yet."}});
        return;
    }
    const auto drawn = std::make_shared<ProgressChart>(context.canvas, atlas,
                                                       ChartInput{progress, context.input.records, {}}, writer.width());
    drawn->set_main_height(chart_height);
    TextRuns said;
    std::vector<CourseSign> signs = progress.signs;
    std::sort(signs.begin(), signs.end(),
              [](const CourseSign& a, const CourseSign& b) { return a.since_day < b.since_day; });
    for (const CourseSign& sign : signs)
        said.push_back({capitalised(describe_sign(sign, progress.begun)) + ". ", Weight::semibold});
    if (progress.expected) {
        const ExpectedCourse::Point& now = progress.expected->now;
        const Atlas::Course& course = atlas.courses()[progress.expected->course];
        said.push_back({"Expected by now: ", Weight::semibold});
        said.push_back(
            {fmt::format("{} of 10 on average, {} to {} in groups that did better or worse, from where this "
                         "pain began; single people spread more widely. The course used: {}.",
                         format_value(now.expected), format_value(now.low), format_value(now.high),
                         within_sentence(atlas.text(course.name)))});
        said.push_back(context.cited.mark(course.cites));
    }
    if (!said.empty()) writer.paragraph(said);
    writer.stay();
    writer.gap(4);
    writer.add({.height = drawn->main_height(), .with_next = true, .draw = [drawn](Canvas& canvas, PagePoint at) {
                    drawn->draw_main(canvas, at);
                }});
    writer.gap(8);
    if (!drawn->rows().empty())
        writer.add({.height = drawn->head_height(), .with_next = true, .draw = [drawn](Canvas& canvas, PagePoint at) {
                        drawn->draw_head(canvas, at);
                    }});
    for (std::size_t i = 0; i < drawn->rows().size(); ++i)
        writer.add({.height = drawn->rows()[i].height,
                    .draw = [drawn, i](Canvas& canvas, PagePoint at) { drawn->draw_row(canvas, i, at); }});
    writer.gap(4);
    std::vector<std::uint32_t> cites;
    for (const Series& series : progress.series)
        if (const Atlas::Measure& measure = atlas.measures()[series.measure.value]; may_be_judged(measure))
            for (const std::uint32_t work : atlas.refs(measure.cites)) cites.push_back(work);
    writer.paragraph(
        {{"First and last are single readings; a change is that of the smoothed level, which one good or bad day "
          "hardly moves."},
         context.cited.mark(cites)},
        writer.small());
}

void write_practice(const ReportContext& context, const std::vector<SessionSummary>& sessions, Writer& writer) {
    const Practice& practice = context.input.progress->practice;
    writer.kicker("Sessions");
    std::size_t finished = 0, better = 0, same = 0, worse = 0;
    for (const SessionSummary& session : sessions) {
        finished += session.is_finished ? 1 : 0;
        better += session.verdict == Verdict::better ? 1 : 0;
        same += session.verdict == Verdict::no_change ? 1 : 0;
        worse += session.verdict == Verdict::worse ? 1 : 0;
    }
    std::string line = fmt::format("{} finished", practice.sessions);
    if (practice.planned)
        line += fmt::format(" since the latest plan, of about {:.0f} planned by today", *practice.planned);
    line += ".";
    if (sessions.size() != practice.sessions)
        line += fmt::format(" {} begun in all, {} of them finished.", sessions.size(), finished);
    if (!sessions.empty()) {
        line += fmt::format(" Better after {}, no clear change after {}, worse after {}", better, same, worse);
        const std::size_t unsaid = sessions.size() - better - same - worse;
        if (unsaid > 0) line += fmt::format(", not told of {}", unsaid);
        line += ".";
    }
    writer.paragraph({{line}});
    for (const PointResponse& point : practice.points) {
        const std::string_view verdict = point.reply == Reply::yes  ? "responds"
                                         : point.reply == Reply::no ? "does not respond"
                                                                    : "not clear yet";
        writer.item({{source_name(context.atlas, context.atlas.sources()[point.point.value]) + ": "},
                     {std::string(verdict), Weight::bold},
                     {fmt::format("; pressed in {}, eased under the press in {}, better after {}.",
                                  plural(point.sessions, "session"), point.eased, point.better)}});
    }
}

void write_next(const ReportContext& context, Writer& writer) {
    const Atlas& atlas = context.atlas;
    const std::vector<StepTaken>& steps = context.input.progress->steps;
    if (steps.empty()) return;
    writer.kicker("Next");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Atlas::NextStep& step = atlas.next_steps()[steps[i].step];
        writer.item(steps.size() == 1 ? "–" : std::to_string(i + 1) + ".",
                    {{sentence_of(format_step(atlas, steps[i])), Weight::semibold},
                     {" " + sentence_of(atlas.text(step.why)), Weight::regular, style::quiet_ink, 7.4},
                     context.cited.mark(step.cites)},
                    writer.body());
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
    text.size = 6.2;
    text.line_spacing = 1.14;
    writer.paragraph(runs, text);
}

}  // namespace knotwork
