#include "journal_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/chance.hpp"
#include "base/text.hpp"
#include "engine/json_text.hpp"
#include "engine/words.hpp"

namespace knotwork::cli {
namespace {

std::string number(double value) { return fmt::format("{:g}", std::round(value * 10) / 10); }

std::string with_unit(const Atlas& atlas, const Atlas::Measure& measure, const std::string& value) {
    const std::string_view unit = atlas.text(measure.unit);
    return unit.empty() ? value : value + " " + std::string(unit);
}

std::string one_word(const Json& value, std::string_view key) {
    const auto found = value.find(key);
    return found != value.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string describe_trace(const Atlas& atlas, const Json& trace) {
    const auto sources = trace.find("sources");
    if (sources == trace.end() || !sources->is_array() || sources->empty()) return "trace: nothing stands out";
    const Json& first = sources->front();
    const Atlas::Source* const source = atlas.find_source(one_word(first, "id"));
    const auto probability = first.find("probability");
    return fmt::format("trace: {}{}", source != nullptr ? source_name(atlas, *source) : one_word(first, "id"),
                       probability != first.end() && probability->is_number()
                           ? ", " + percent_likely(probability->get<double>())
                           : "");
}

std::string describe_plan(const Atlas& atlas, const Json& plan) {
    std::string items;
    if (const auto list = plan.find("items"); list != plan.end() && list->is_array())
        for (const Json& item : *list)
            if (const Atlas::Remedy* const remedy = atlas.find_remedy(one_word(item, "remedy")))
                items += (items.empty() ? "" : "; ") + std::string(atlas.text(remedy->name));
    return items.empty() ? "plan: nothing to do by oneself" : "plan: " + items;
}

std::string describe_session(const Entry& entry) {
    const Result<SessionSummary> session = parse_session(entry.text);
    if (!session) return "session";
    std::string out = session->is_finished ? "session" : "session, not finished";
    switch (session->verdict) {
        case knotwork::Verdict::better: out += ": better"; break;
        case knotwork::Verdict::no_change: out += ": no clear change"; break;
        case knotwork::Verdict::worse: out += ": worse"; break;
        case knotwork::Verdict::unknown: break;
    }
    if (session->pain_before && session->pain_after)
        out += fmt::format(" (pain {} before, {} after)", number(*session->pain_before), number(*session->pain_after));
    return out;
}

std::string heading(std::string_view text, const Colours& colours) {
    return fmt::format("\n{}{}{}\n", colours.bold, text, colours.plain);
}

std::string_view verdict_words(const Atlas::Measure& measure, ChangeVerdict verdict) {
    switch (verdict) {
        case ChangeVerdict::too_early: return "too early to tell";
        case ChangeVerdict::better: return "better, by more than chance and by enough to matter";
        case ChangeVerdict::same: return "no change that would matter";
        case ChangeVerdict::worse: return "worse, by more than chance and by enough to matter";
        case ChangeVerdict::unclear:
            return measure.lower_is_better != 0 ? "not clear yet: a change that matters is neither sure nor ruled out"
                                                : "not clear yet";
    }
    return "";
}

// "Pain: 6.1 of 10 at first, now 3.2 (2.4 to 4.0)": better, ...
std::string format_series(const Atlas& atlas, const Series& series) {
    const Atlas::Measure& measure = atlas.measures()[series.measure.value];
    const std::string title = format_measure_label(atlas, measure, series.side, series.place);
    const double first = series.readings.front().value, last = series.readings.back().value;
    if (series.trend.empty()) {
        double sum = 0;
        for (const Reading& r : series.readings) sum += r.value;
        return wrap(fmt::format("{}: last {}, on average {} ({} {})", title, with_unit(atlas, measure, number(last)),
                                number(sum / static_cast<double>(series.readings.size())), series.readings.size(),
                                series.readings.size() == 1 ? "reading" : "readings"),
                    "  ", "    ");
    }
    if (series.change.verdict == ChangeVerdict::too_early)
        return wrap(fmt::format("{}: {}{}: {}", title, with_unit(atlas, measure, number(last)),
                                series.readings.size() > 1 ? fmt::format(", at first {}", number(first)) : "",
                                verdict_words(measure, series.change.verdict)),
                    "  ", "    ");
    const TrendPoint& now = series.trend.back();
    constexpr double two_sided_90 = 1.645;
    const double low = std::max(static_cast<double>(measure.low), now.level - two_sided_90 * now.level_sd);
    const double high = std::min(static_cast<double>(measure.high), now.level + two_sided_90 * now.level_sd);
    return wrap(fmt::format("{}: {} at first, now {} ({} to {}): {}", title,
                            with_unit(atlas, measure, number(series.change.from)), number(series.change.to),
                            number(low), number(high), verdict_words(measure, series.change.verdict)),
                "  ", "    ");
}

std::string_view sign_words(SignKind kind) {
    switch (kind) {
        case SignKind::plateau: return "It has come to a stand";
        case SignKind::relapse: return "It has come back";
        case SignKind::overload: return "It was too much";
        case SignKind::recovered: return "It is as good as gone";
    }
    return "";
}

std::string format_signs(const Progress& progress) {
    std::string out;
    for (const CourseSign& sign : progress.signs)
        out += wrap(fmt::format("{}, since about {} ({}).", sign_words(sign.kind),
                                format_date(add_days(progress.begun, static_cast<int>(std::floor(sign.since_day)))),
                                likeliness(sign.probability)),
                    "  ", "    ");
    return out;
}

std::string format_expected(const Atlas& atlas, const Progress& progress) {
    const ExpectedCourse& expected = *progress.expected;
    const Atlas::Course& course = atlas.courses()[expected.course];
    const double level = progress.series.front().trend.back().level;
    const std::string_view place = level < expected.now.low    ? "lower than both"
                                   : level > expected.now.high ? "higher than both"
                                                               : "between them";
    return wrap(fmt::format("From where yours began, pain of this kind is at {} of 10 by now on average; groups that "
                            "did better or "
                            "worse are at {} and {}. Yours is {}.",
                            number(expected.now.expected), number(expected.now.low), number(expected.now.high), place),
                "  ", "  ") +
           wrap(fmt::format("{} ({}). Single people spread more widely than groups.", atlas.text(course.name),
                            format_short_citations(atlas, course.cites)),
                "  ", "  ");
}

std::string format_practice(const Atlas& atlas, const Practice& practice) {
    std::string out;
    if (practice.planned)
        out += wrap(fmt::format("{} of about {:.0f} planned sessions since {}.", practice.sessions,
                                std::round(*practice.planned), format_date(*practice.plan_start)),
                    "  ", "    ");
    else if (practice.sessions > 0)
        out += wrap(fmt::format("{} sessions.", practice.sessions), "  ", "    ");
    for (const PointResponse& r : practice.points) {
        const std::string_view says = r.reply == Reply::yes         ? ": it responds, which speaks for it"
                                      : r.reply == Reply::no        ? ": it does not respond, which speaks against it"
                                      : r.sessions < least_sessions ? ": too early to tell"
                                                                    : ": neither here nor there";
        out += wrap(fmt::format("{}: in the last {} weeks pressed in {} sessions, eased in {}, better after {}{}.",
                                source_name(atlas, atlas.sources()[r.point.value]), response_days / 7, r.sessions,
                                r.eased, r.better, says),
                    "  ", "    ");
    }
    return out;
}

}  // namespace

std::string describe_entry(const Atlas& atlas, const Entry& entry) {
    if (entry.kind == EntryKind::note) return "note: " + one_line(entry.text, 1000);
    if (entry.kind == EntryKind::measure) {
        const Atlas::Measure* const measure = atlas.find_measure(entry.measure);
        if (measure == nullptr) return fmt::format("{} {}", entry.measure, number(entry.value));
        std::string out = format_measure_label(atlas, *measure, entry.side, entry.place);
        return out + " " + with_unit(atlas, *measure, fmt::format("{:g}", entry.value)) +
               (entry.text.empty() ? "" : " (" + one_line(entry.text, 200) + ")");
    }
    const Json document = Json::parse(entry.text, nullptr, false);
    if (!document.is_object()) return std::string(name(entry.kind));
    switch (entry.kind) {
        case EntryKind::case_:
            return fmt::format("case: {}{} answers", document.contains("drawing") ? "a drawing, " : "",
                               document.contains("answers") ? document["answers"].size() : 0);
        case EntryKind::drawing: return "drawing";
        case EntryKind::answers: return fmt::format("answers: {}", document.size());
        case EntryKind::trace: return describe_trace(atlas, document);
        case EntryKind::plan: return describe_plan(atlas, document);
        case EntryKind::session: return describe_session(entry);
        default: return "";
    }
}

std::string format_kept(const Atlas& atlas, const Episode& episode, std::span<const Entry> entries) {
    std::string out;
    for (const Entry& entry : entries) out += wrap(describe_entry(atlas, entry), "  ", "    ");
    const std::string at = format_moment(entries.front().at);
    return fmt::format("Kept under \"{}\", {} {}:\n{}", episode.title, at.substr(0, 10), at.substr(11, 5), out);
}

std::string format_history(const Atlas& atlas, const Records& records, bool ids, const Colours& colours) {
    std::string out;
    for (const Episode& episode : records.episodes) {
        const auto person = std::find_if(records.people.begin(), records.people.end(),
                                         [&](const Person& p) { return p.id == episode.person; });
        out += fmt::format("{}{}{}", colours.bold, episode.title, colours.plain);
        out += fmt::format(", since {}{}{}\n", format_date(episode.begun),
                           episode.ended ? " until " + format_date(*episode.ended) : "",
                           person != records.people.end() ? " (" + person->name + ")" : "");
        std::string last_day;
        for (const Entry& entry : records.entries) {
            if (entry.episode != episode.id) continue;
            const std::string at = format_moment(entry.at);
            const std::string day = at.substr(0, 10);
            const std::string shown = day == last_day ? std::string(10, ' ') : day;
            last_day = day;
            out += wrap(describe_entry(atlas, entry) + (ids ? " [" + entry.id.substr(0, 12) + "]" : ""),
                        fmt::format("  {} {}  ", shown, at.substr(11, 5)));
        }
    }
    return out;
}

std::string format_progress_text(const Engine& engine, const Episode& episode, const Progress& progress,
                                 const Colours& colours) {
    const Atlas& atlas = engine.atlas();
    std::string out = fmt::format("{}{}, day {}{}\n", colours.bold, episode.title,
                                  count_days(progress.begun, progress.today) + 1, colours.plain);
    if (progress.series.empty())
        out += wrap("Nothing was measured yet: knotwork log pain=4, best each evening.", "  ", "  ");
    for (const Series& series : progress.series) out += format_series(atlas, series);
    if (progress.expected || !progress.signs.empty()) out += heading("Is this normal?", colours);
    if (progress.expected) out += format_expected(atlas, progress);
    out += format_signs(progress);
    if (const std::string practice = format_practice(atlas, progress.practice); !practice.empty())
        out += heading("What was done", colours) + practice;
    if (!progress.steps.empty()) out += heading("What now", colours);
    for (std::size_t i = 0; i < progress.steps.size(); ++i) {
        const Atlas::NextStep& step = atlas.next_steps()[progress.steps[i].step];
        out += wrap(format_step(atlas, progress.steps[i]), fmt::format("  {}. ", i + 1));
        out += wrap(fmt::format("{} ({})", atlas.text(step.why), format_short_citations(atlas, step.cites)), "     ");
    }
    for (const std::string& warning : progress.warnings) out += wrap(warning + ".", "Note: ", "  ");
    return out + "\nNot a diagnosis, and no substitute for one.\n";
}

}  // namespace knotwork::cli
