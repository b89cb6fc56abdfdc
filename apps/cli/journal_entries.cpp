#include "journal_entries.hpp"

#include <fmt/core.h>

#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "case_input.hpp"
#include "clock.hpp"
#include "engine/json_text.hpp"
#include "engine/records_json.hpp"
#include "journal_text.hpp"

namespace knotwork::cli {
namespace {

using atlas_format::MeasureSides;

std::string number_text(double value) { return fmt::format("{:g}", value); }

Result<const Atlas::Measure*> resolve_measure(const Atlas& atlas, std::string_view id, const std::string& where) {
    if (const Atlas::Measure* const found = atlas.find_measure(id)) return found;
    std::vector<std::string> known;
    for (const Atlas::Measure& measure : atlas.measures()) known.emplace_back(atlas.text(measure.id));
    const std::string_view near = find_nearest(id, known);
    return fail(
        ErrorCode::unknown_name, where,
        fmt::format("no measure \"{}\"{}", one_line(id, 40),
                    near.empty() ? "; knotwork measures lists them" : fmt::format("; did you mean \"{}\"?", near)));
}

// The side or point behind the measure's name.
Result<void> read_place(const Atlas& atlas, const Atlas::Measure& measure, std::string_view rest,
                        const std::string& where, Entry& out) {
    const std::string id(atlas.text(measure.id));
    switch (static_cast<MeasureSides>(measure.sides)) {
        case MeasureSides::none:
            if (rest.empty()) return {};
            return fail(ErrorCode::unknown_name, where, "\"" + id + "\" has no side");
        case MeasureSides::sided:
            for (const Side side : {Side::left, Side::right})
                if (rest == name(side)) out.side = side;
            if (out.side) return {};
            return fail(rest.empty() ? ErrorCode::missing : ErrorCode::unknown_name, where,
                        "needs a side: " + id + "/left=VALUE or " + id + "/right=VALUE");
        case MeasureSides::point: {
            const Atlas::Source* const source = atlas.find_source(rest);
            if (source != nullptr && !atlas.is_condition(*source)) {
                out.place = std::string(rest);
                out.side = static_cast<Side>(source->side);
                return {};
            }
            return fail(rest.empty() ? ErrorCode::missing : ErrorCode::unknown_name, where,
                        "needs a trigger point: " + id + "/gluteus-minimus/2/right=VALUE");
        }
    }
    return {};
}

Result<Entry> as_document(EntryKind kind, const std::string& text, const Moment& at) {
    Result<std::string> compact = compact_document(text);
    if (!compact) return tl::unexpected(compact.error());
    Entry entry;
    entry.id = make_id();
    entry.at = at;
    entry.kind = kind;
    entry.text = std::move(*compact);
    return entry;
}

// A case, and what it is traced to.
Result<std::vector<Entry>> build_case_entries(const Engine& engine, const std::string& text, const Moment& at) {
    const Atlas& atlas = engine.atlas();
    const Result<Case> known = parse_case_or_drawing(atlas, text);
    if (!known) return tl::unexpected(known.error());
    const std::string case_text = is_case(text) ? text : format_case(atlas, *known);
    Result<Entry> entry = as_document(EntryKind::case_, case_text, at);
    if (!entry) return tl::unexpected(entry.error());
    const Result<Assessment> assessment = assess_case(engine, *known);
    if (!assessment) return tl::unexpected(assessment.error());
    Result<Entry> trace = as_document(EntryKind::trace, format_trace(engine, *assessment), at);
    if (!trace) return tl::unexpected(trace.error());
    trace->of = entry->id;
    trace->atlas = atlas.hash();
    return std::vector{std::move(*entry), std::move(*trace)};
}

Result<void> check_document(const Atlas& atlas, EntryKind kind, const std::string& text) {
    switch (kind) {
        case EntryKind::drawing:
            if (const Result<Drawing> drawing = parse_drawing(text); !drawing) return tl::unexpected(drawing.error());
            return {};
        case EntryKind::answers: {
            const std::string known = fmt::format("{{\"format\":\"{}\",\"answers\":{}}}", case_format, text);
            if (const Result<std::string> json = compact_document(text); !json) return tl::unexpected(json.error());
            if (const Result<Case> answered = parse_case(atlas, known); !answered)
                return tl::unexpected(answered.error());
            return {};
        }
        case EntryKind::plan:
            if (const Result<PlanEdits> edits = parse_plan_edits(atlas, text); !edits)
                return tl::unexpected(edits.error());
            return {};
        case EntryKind::session:
            if (const Result<SessionSummary> summary = parse_session(text); !summary)
                return tl::unexpected(summary.error());
            return {};
        default: return {};
    }
}

}  // namespace

Result<Entry> parse_measure(const Atlas& atlas, std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view left = text.substr(0, equals);
    const std::string where = one_line(left, 60);
    if (equals == std::string_view::npos)
        return fail(ErrorCode::wrong_type, one_line(text, 60), "must be MEASURE=VALUE, as pain=4");
    const std::string_view id = left.substr(0, left.find('/'));
    const std::string_view rest = id.size() == left.size() ? std::string_view{} : left.substr(id.size() + 1);
    const Result<const Atlas::Measure*> measure = resolve_measure(atlas, id, where);
    if (!measure) return tl::unexpected(measure.error());
    Entry out;
    out.kind = EntryKind::measure;
    out.measure = std::string(id);
    if (const Result<void> place = read_place(atlas, **measure, rest, where, out); !place)
        return tl::unexpected(place.error());
    const std::string digits(text.substr(equals + 1));
    char* end = nullptr;
    out.value = std::strtod(digits.c_str(), &end);
    if (digits.empty() || *end != '\0' || !std::isfinite(out.value))
        return fail(ErrorCode::wrong_type, where, "\"" + one_line(digits, 40) + "\" is no number");
    const double low = static_cast<double>((*measure)->low), high = static_cast<double>((*measure)->high);
    if (out.value < low || out.value > high)
        return fail(
            ErrorCode::out_of_range, where,
            fmt::format("must be from {} to {} {}", number_text(low), number_text(high), atlas.text((*measure)->unit)));
    return out;
}

Result<std::vector<Entry>> build_entries(const Engine& engine, EntryKind kind, const std::string& text,
                                         const Moment& at) {
    if (kind == EntryKind::case_) return build_case_entries(engine, text, at);
    if (const Result<void> checked = check_document(engine.atlas(), kind, text); !checked)
        return tl::unexpected(checked.error());
    Result<Entry> entry = as_document(kind, text, at);
    if (!entry) return tl::unexpected(entry.error());
    if (kind == EntryKind::plan) {
        const Json plan = Json::parse(entry->text);
        if (plan.contains("atlas") && plan["atlas"].is_string()) entry->atlas = plan["atlas"].get<std::string>();
    }
    return std::vector{std::move(*entry)};
}

Result<std::vector<Entry>> add_to_episode(Journal& journal, const Episode& episode, std::vector<Entry> entries) {
    const auto newest = [&](EntryKind kind) -> Result<std::string> {
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
            if (entry->kind == kind) return entry->id;
        const Result<std::vector<Entry>> found =
            journal.list_entries({.person = {}, .episode = episode.id, .kind = kind, .measure = {}, .newest = 1});
        if (!found) return tl::unexpected(found.error());
        return found->empty() ? std::string() : found->back().id;
    };
    for (Entry& entry : entries) {
        entry.episode = episode.id;
        if (!entry.of.empty() || (entry.kind != EntryKind::plan && entry.kind != EntryKind::session)) continue;
        const Result<std::string> of = newest(entry.kind == EntryKind::plan ? EntryKind::case_ : EntryKind::plan);
        if (!of) return tl::unexpected(of.error());
        entry.of = *of;
    }
    if (const Result<void> kept = journal.add(entries); !kept) return tl::unexpected(kept.error());
    return entries;
}

Result<void> record_plan(const Engine& engine, const JournalArguments& arguments, const CasePlan& plan,
                         const std::string& session) {
    const Moment now = get_now();
    Result<Journal> journal = open_journal_of(arguments, true);
    if (!journal) return tl::unexpected(journal.error());
    const Result<Episode> episode = resolve_or_begin_episode(*journal, arguments, now.date());
    if (!episode) return tl::unexpected(episode.error());
    std::vector<Entry> entries;
    Result<std::vector<Entry>> made = build_entries(engine, EntryKind::plan, format_plan(engine, plan), now);
    if (!made) return tl::unexpected(made.error());
    const Result<std::vector<Entry>> newest = journal->list_entries(
        {.person = {}, .episode = episode->id, .kind = EntryKind::plan, .measure = {}, .newest = 1});
    if (!newest) return tl::unexpected(newest.error());
    if (newest->empty() || newest->back().text != made->front().text) entries = std::move(*made);
    if (!session.empty()) {
        made = build_entries(engine, EntryKind::session, session, now);
        if (!made) return tl::unexpected(made.error());
        entries.insert(entries.end(), made->begin(), made->end());
    }
    if (entries.empty()) {
        fmt::print(stderr, "The journal holds this plan already.\n");
        return {};
    }
    const Result<std::vector<Entry>> kept = add_to_episode(*journal, *episode, std::move(entries));
    if (!kept) return tl::unexpected(kept.error());
    fmt::print(stderr, "{}", format_kept(engine.atlas(), *episode, *kept));
    return {};
}

bool is_utf8(std::string_view text) {
    // What nlohmann::json can write, it holds to be UTF-8.
    try {
        (void)OrderedJson(std::string(text)).dump();
        return true;
    } catch (const OrderedJson::exception&) {
        return false;
    }
}

}  // namespace knotwork::cli
