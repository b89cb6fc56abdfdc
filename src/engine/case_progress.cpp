#include "engine/case_progress.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <tuple>

#include "base/text.hpp"
#include "engine/engine.hpp"
#include "engine/json_text.hpp"
#include "engine/next_steps.hpp"
#include "engine/plan_summary.hpp"

namespace knotwork {
namespace {

constexpr std::string_view pain_measure = "pain", load_measure = "training-load", response = "responds";
constexpr double day_s = 24 * 60 * 60;

using EntryList = std::vector<const Entry*>;

EntryList list_entries(const Records& records, const Episode& episode, Date today) {
    EntryList out;
    for (const Entry& entry : records.entries)
        if (entry.episode == episode.id && entry.at.date() <= today) out.push_back(&entry);
    std::stable_sort(out.begin(), out.end(),
                     [](const Entry* a, const Entry* b) { return a->at.seconds < b->at.seconds; });
    return out;
}

// Days since the episode began, by the local clock.
double day_of(const Episode& episode, const Moment& at) {
    const Moment begun = noon_of(episode.begun, 0);
    const std::int64_t local = at.seconds + 60 * std::int64_t{at.offset_minutes};
    return static_cast<double>(local - begun.seconds) / day_s + 0.5;
}

// The newest of a kind, and what lies after it; the end where there is none.
EntryList::const_iterator find_newest(const EntryList& entries, EntryKind kind) {
    const auto newest = std::find_if(entries.rbegin(), entries.rend(), [&](const Entry* e) { return e->kind == kind; });
    return newest == entries.rend() ? entries.end() : newest.base() - 1;
}

Error in_entry(const Entry& entry, const Error& error) {
    const std::string where = std::string(name(entry.kind)) + " of " + format_moment(entry.at);
    return {error.code, error.where.empty() ? where : where + ": " + error.where, error.reason};
}

void set_answer(Facts& facts, const Answer& answer) {
    for (Answer& known : facts.answers)
        if (known.subject == answer.subject) {
            known.reply = answer.reply;
            return;
        }
    facts.answers.push_back(answer);
}

// --- what was done --------------------------------------------------------------------------------------------------

Result<std::optional<PlanSummary>> find_plan(const EntryList& entries) {
    const auto newest = find_newest(entries, EntryKind::plan);
    if (newest == entries.end()) return std::nullopt;
    Result<PlanSummary> summary = parse_plan_summary((*newest)->text);
    if (!summary) return tl::unexpected(in_entry(**newest, summary.error()));
    return std::move(*summary);
}

// Sessions that are in a journal were read when they were written; one that cannot be read now is left out, and said.
using SessionList = std::vector<std::pair<const Entry*, SessionSummary>>;
SessionList read_sessions(const EntryList& entries, std::vector<std::string>* warnings) {
    SessionList out;
    for (const Entry* entry : entries) {
        if (entry->kind != EntryKind::session) continue;
        Result<SessionSummary> summary = parse_session(entry->text);
        if (summary)
            out.emplace_back(entry, std::move(*summary));
        else if (warnings != nullptr)
            warnings->push_back(in_entry(*entry, summary.error()).message() + "; left out");
    }
    return out;
}

bool was_pressed(Outcome outcome) {
    return outcome != Outcome::not_reached && outcome != Outcome::skipped && outcome != Outcome::stopped;
}

Reply judge_response(const PointResponse& r) {
    if (r.sessions < least_sessions) return Reply::unknown;
    const double share = static_cast<double>(r.better) / r.sessions;
    return share >= least_responding ? Reply::yes : share <= most_not_responding ? Reply::no : Reply::unknown;
}

std::vector<PointResponse> list_responses(const Atlas& atlas, const SessionList& sessions, Date today) {
    std::vector<PointResponse> out;
    for (const auto& [entry, session] : sessions) {
        if (!session.is_finished || count_days(entry->at.date(), today) > response_days) continue;
        for (std::size_t i = 0; i < session.items.size(); ++i) {
            const Atlas::Source* const source =
                session.points[i].empty() ? nullptr : atlas.find_source(session.points[i]);
            if (source == nullptr || !was_pressed(session.outcomes[i]) || session.verdict == Verdict::unknown) continue;
            const SourceId point{static_cast<std::uint32_t>(source - atlas.sources().data())};
            auto found = std::find_if(out.begin(), out.end(), [&](const PointResponse& r) { return r.point == point; });
            if (found == out.end()) found = out.insert(out.end(), PointResponse{point, 0, 0, 0, Reply::unknown});
            ++found->sessions;
            if (session.outcomes[i] == Outcome::eased) ++found->eased;
            if (session.verdict == Verdict::better) ++found->better;
        }
    }
    for (PointResponse& r : out) r.reply = judge_response(r);
    std::stable_sort(out.begin(), out.end(),
                     [](const PointResponse& a, const PointResponse& b) { return a.sessions > b.sessions; });
    return out;
}

// --- the case as it stands -------------------------------------------------------------------------------------------

Result<Case> build_case(const Atlas& atlas, const EntryList& entries, std::span<const PointResponse> responses) {
    const auto newest = find_newest(entries, EntryKind::case_);
    if (newest == entries.end()) return fail(ErrorCode::missing, "", "the journal holds no case of this pain yet");
    Result<Case> known = parse_case(atlas, (*newest)->text);
    if (!known) return tl::unexpected(in_entry(**newest, known.error()));
    for (auto entry = newest + 1; entry != entries.end(); ++entry) {
        if ((*entry)->kind == EntryKind::measure && (*entry)->measure == pain_measure)
            known->facts.pain = (*entry)->value;
        if ((*entry)->kind != EntryKind::answers) continue;
        const Result<Case> answered =
            parse_case(atlas, "{\"format\":\"" + std::string(case_format) + "\",\"answers\":" + (*entry)->text + "}");
        if (!answered) return tl::unexpected(in_entry(**entry, answered.error()));
        for (const Answer& answer : answered->facts.answers) set_answer(known->facts, answer);
    }
    if (const Atlas::Finding* const finding = atlas.find_finding(response)) {
        const FindingId id{static_cast<std::uint32_t>(finding - atlas.findings().data())};
        for (const PointResponse& r : responses)
            if (r.reply != Reply::unknown) set_answer(known->facts, {{id, {}, r.point}, r.reply});
    }
    return known;
}

// --- what was measured ----------------------------------------------------------------------------------------------

std::vector<Series> build_series(const Atlas& atlas, const Episode& episode, const EntryList& entries,
                                 std::vector<std::string>& warnings) {
    std::map<std::tuple<std::uint32_t, int, std::string>, Series> all;
    for (const Entry* entry : entries) {
        if (entry->kind != EntryKind::measure) continue;
        const Atlas::Measure* const measure = atlas.find_measure(entry->measure);
        if (measure == nullptr) {
            std::string warning = "this atlas does not know the measure \"" + one_line(entry->measure, 40) + "\"";
            if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
                warnings.push_back(std::move(warning));
            continue;
        }
        const auto index = static_cast<std::uint32_t>(measure - atlas.measures().data());
        const int side = !entry->side ? 0 : *entry->side == Side::left ? 1 : 2;
        Series& series = all[{index, side, entry->place}];
        series.measure = MeasureId{index};
        series.side = entry->side;
        series.place = entry->place;
        series.readings.push_back({day_of(episode, entry->at), entry->value});
    }
    std::vector<Series> out;
    for (auto& [key, series] : all) {
        const Atlas::Measure& measure = atlas.measures()[series.measure.value];
        if (may_be_judged(measure)) {
            series.trend = compute_trend(series.readings, scale_of(measure));
            series.change = judge_change(series.readings, scale_of(measure));
        }
        out.push_back(std::move(series));
    }
    std::stable_partition(out.begin(), out.end(), [&](const Series& s) {
        return atlas.text(atlas.measures()[s.measure.value].id) == pain_measure;
    });
    return out;
}

const Series* find_series(const Atlas& atlas, const std::vector<Series>& series, std::string_view measure) {
    for (const Series& s : series)
        if (atlas.text(atlas.measures()[s.measure.value].id) == measure) return &s;
    return nullptr;
}

// --- what is expected -----------------------------------------------------------------------------------------------

const Atlas::Course& find_course(const Atlas& atlas, const std::optional<Standing>& standing) {
    const Atlas::Course* fallback = &atlas.courses().front();
    for (const Atlas::Course& course : atlas.courses()) {
        if (course.is_default != 0) fallback = &course;
        if (!standing) continue;
        const Atlas::Source& source = atlas.sources()[standing->source.value];
        if (!atlas.is_condition(source) && course.of_points != 0) return course;
        if (!atlas.is_condition(source)) continue;
        const auto conditions = atlas.refs(course.conditions);
        if (std::find(conditions.begin(), conditions.end(), source.condition) != conditions.end()) return course;
    }
    return *fallback;
}

// Between the weeks that were measured, shares go from one to the next by equal factors; after the last they stay.
double share_at(std::span<const atlas_format::CoursePoint> points, double week, float atlas_format::CoursePoint::*of) {
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (week > static_cast<double>(points[i].week)) continue;
        const double begin = static_cast<double>(points[i - 1].week), end = static_cast<double>(points[i].week);
        const double from = std::max(static_cast<double>(points[i - 1].*of), 1e-3);
        const double to = std::max(static_cast<double>(points[i].*of), 1e-3);
        return from * std::pow(to / from, std::clamp((week - begin) / (end - begin), 0.0, 1.0));
    }
    return static_cast<double>(points.back().*of);
}

ExpectedCourse build_expected(const Atlas& atlas, const Atlas::Course& course, const Series& pain, double today) {
    ExpectedCourse out;
    out.course = static_cast<std::uint32_t>(&course - atlas.courses().data());
    const auto points = atlas.course_points(course.points);
    const double begin = pain.trend.front().day, level = pain.trend.front().level;
    const auto at = [&](double day) {
        const double week = std::max(0.0, (day - begin) / 7);
        return ExpectedCourse::Point{day, level * share_at(points, week, &atlas_format::CoursePoint::share),
                                     level * share_at(points, week, &atlas_format::CoursePoint::low),
                                     level * share_at(points, week, &atlas_format::CoursePoint::high)};
    };
    const int days = static_cast<int>(std::ceil(today - begin)) + 7 * expected_weeks_ahead;
    for (int d = 0; d <= days; ++d) out.points.push_back(at(begin + d));
    out.now = at(today);
    return out;
}

}  // namespace

Scale scale_of(const Atlas::Measure& measure) {
    return {.low = static_cast<double>(measure.low),
            .high = static_cast<double>(measure.high),
            .lower_is_better = measure.lower_is_better != 0,
            .error_sd = static_cast<double>(measure.error_sd),
            .least_change = static_cast<double>(measure.least_change),
            .least_share = static_cast<double>(measure.least_share)};
}

bool may_be_judged(const Atlas::Measure& measure) { return measure.error_sd > 0 && measure.least_change > 0; }

const Episode* find_episode(const Records& records, const std::string& id) {
    const Episode* best = nullptr;
    for (const Episode& episode : records.episodes) {
        if (!id.empty()) {
            if (episode.id == id) return &episode;
            continue;
        }
        const auto rank = [](const Episode& e) { return std::pair(!e.ended.has_value(), e.begun); };
        if (best == nullptr || rank(episode) >= rank(*best)) best = &episode;
    }
    return best;
}

std::vector<PointResponse> list_responses(const Atlas& atlas, const Records& records, const Episode& episode,
                                          Date today) {
    return list_responses(atlas, read_sessions(list_entries(records, episode, today), nullptr), today);
}

Result<Case> build_case(const Atlas& atlas, const Records& records, const Episode& episode, Date today) {
    const EntryList entries = list_entries(records, episode, today);
    return build_case(atlas, entries, list_responses(atlas, read_sessions(entries, nullptr), today));
}

Result<PlanEdits> find_plan_edits(const Atlas& atlas, const Records& records, const Episode& episode, Date today) {
    const EntryList entries = list_entries(records, episode, today);
    const auto newest = find_newest(entries, EntryKind::plan);
    if (newest == entries.end()) return PlanEdits{};
    Result<PlanEdits> edits = parse_plan_edits(atlas, (*newest)->text);
    if (!edits) return tl::unexpected(in_entry(**newest, edits.error()));
    return edits;
}

std::string format_step(const Atlas& atlas, const StepTaken& step) {
    return replace_all(std::string(atlas.text(atlas.next_steps()[step.step].say)), "{about}", step.about);
}

Result<Progress> assess_progress(const Engine& engine, const Records& records, const ProgressOptions& options,
                                 TraceScratch& scratch) {
    const Atlas& atlas = engine.atlas();
    const Episode* const episode = find_episode(records, options.episode);
    if (episode == nullptr) return fail(ErrorCode::missing, "", "the journal holds no episode of pain yet");
    Progress out;
    out.begun = episode->begun;
    out.today = options.today;
    const EntryList entries = list_entries(records, *episode, options.today);
    const auto later = std::count_if(records.entries.begin(), records.entries.end(), [&](const Entry& e) {
        return e.episode == episode->id && e.at.date() > options.today;
    });
    if (later > 0)
        out.warnings.push_back(std::to_string(later) + (later == 1 ? " entry lies" : " entries lie") + " after " +
                               format_date(options.today) + " and " + (later == 1 ? "is" : "are") + " left out");
    out.series = build_series(atlas, *episode, entries, out.warnings);

    const SessionList sessions = read_sessions(entries, &out.warnings);
    out.practice.points = list_responses(atlas, sessions, options.today);
    Assessment assessment;
    Case known;
    bool is_assessed = false;
    if (Result<Case> built = build_case(atlas, entries, out.practice.points)) {
        known = std::move(*built);
        acknowledge_emergencies(atlas, known);  // they come first among the steps
        Result<Assessment> made = assess_case(engine, known, {}, scratch);
        if (!made) return tl::unexpected(made.error());
        assessment = std::move(*made);
        is_assessed = true;
    } else if (built.error().code != ErrorCode::missing || !built.error().where.empty()) {
        return tl::unexpected(built.error());
    }
    const Result<std::optional<PlanSummary>> plan = find_plan(entries);
    if (!plan) return tl::unexpected(plan.error());
    const std::optional<PlanSummary>& summary = *plan;
    for (const auto& [entry, session] : sessions)
        if (session.is_finished && (!summary || entry->at.date() >= summary->start)) ++out.practice.sessions;
    if (summary) {
        out.practice.plan_start = summary->start;
        double days_a_week = 0;
        for (const PlanSummary::Item& item : summary->items) days_a_week = std::max(days_a_week, item.days_a_week);
        out.practice.planned = std::max(0, count_days(summary->start, options.today)) * days_a_week / 7;
    }
    const double today = count_days(episode->begun, options.today) + 1.0;
    if (const Series* const pain = find_series(atlas, out.series, pain_measure); pain && !pain->trend.empty()) {
        const Series* const load = find_series(atlas, out.series, load_measure);
        out.signs = find_course_signs(pain->readings, load ? std::span(load->readings) : std::span<const Reading>{},
                                      scale_of(atlas.measures()[pain->measure.value]));
        if (!atlas.courses().empty())
            out.expected = build_expected(atlas, find_course(atlas, assessment.standing), *pain, today);
    }
    if (is_assessed || !out.series.empty()) {
        const Series* const pain = find_series(atlas, out.series, pain_measure);
        const ChangeVerdict change = pain == nullptr ? ChangeVerdict::too_early : pain->change.verdict;
        choose_steps(atlas, known, assessment, summary, change, out);
    }
    return out;
}

}  // namespace knotwork
