// The engine: one object made from the bytes of an atlas, and one function for each thing it can do.
//
//     Result<Engine> engine = load_engine(atlas_bytes);
//     Result<Trace> trace = trace_drawing(*engine, drawing);
//     std::string answer = trace_json(*engine, R"({"format": "knotwork.drawing/1", ...})");
//
// Pure: bytes and values in, values out; no files, clock, threads or state besides the atlas. The same input gives the
// same ranks everywhere, and the same probabilities within 1e-6. An Engine may be used from several threads at once,
// each with a TraceScratch of its own. The atlas bytes must outlive the Engine and lie on an 8-byte boundary.
//
// The functions that end in _json are the JSON form of the others, for doors that speak JSON. They never fail: an error
// is answered as {"error":{"code","where","reason"}}. Every answer is one line. The forms are described in schemas/.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "atlas/atlas.hpp"
#include "base/error.hpp"
#include "care/session.hpp"
#include "engine/assessment.hpp"
#include "engine/case.hpp"
#include "engine/case_plan.hpp"
#include "engine/case_progress.hpp"
#include "engine/drawing.hpp"
#include "engine/trace.hpp"
#include "engine/views.hpp"
#include "infer/posterior.hpp"

namespace knotwork {

class Engine {
  public:
    const Atlas& atlas() const;

    struct World;  // what is built once from the atlas
    explicit Engine(std::unique_ptr<const World> world);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;
    const World& world() const { return *world_; }

  private:
    std::unique_ptr<const World> world_;
};

// Memory that traces use again and again; one a thread.
struct TraceScratch {
    infer::Scratch infer;
};

// Some tens of milliseconds. Errors: bad_atlas, atlas_version.
Result<Engine> load_engine(std::span<const std::byte> atlas_bytes);

// Traces a drawing to its sources. Errors: those of Painter::paint.
Result<Trace> trace_drawing(const Engine& engine, const Drawing& drawing, TraceScratch& scratch);
Result<Trace> trace_drawing(const Engine& engine, const Drawing& drawing);

// The skin points that a drawing paints, alone. Errors: those of Painter::paint.
Result<Painting> paint_drawing(const Engine& engine, const Drawing& drawing);

// Assesses a case: danger signs, likely sources, and the next question. Errors: those of Painter::paint, with
// "drawing." before the place.
Result<Assessment> assess_case(const Engine& engine, const Case& known, const InterviewOptions& options,
                               TraceScratch& scratch);
Result<Assessment> assess_case(const Engine& engine, const Case& known, const InterviewOptions& options = {});

// A plan for a case, or why there is none. Errors: those of assess_case.
Result<CasePlan> plan_case(const Engine& engine, const Case& known, const PlanOptions& options, TraceScratch& scratch);

// How an episode goes, and what to change. Errors: missing (no such episode), those of build_case and assess_case.
Result<Progress> assess_progress(const Engine& engine, const Records& records, const ProgressOptions& options,
                                 TraceScratch& scratch);

// A drawing of regions in everyday words, separated by commas: "right buttock, back of right thigh".
Drawing build_drawing_of_regions(std::string_view words);
// A drawing of CHOIR segments, "218,228", as the CHOIR body map writes them. Errors: wrong_type, empty_drawing,
// too_large.
Result<Drawing> build_drawing_of_choir(Body body, std::string_view segments);

// What the atlas knows: see engine/views.hpp for the typed forms.
std::vector<RegionView> get_regions(const Engine& engine);
std::vector<LandmarkView> get_landmarks(const Engine& engine);
std::vector<MuscleView> get_muscles(const Engine& engine);
// One muscle by id, name, Latin name or synonym. Errors: unknown_name, with the nearest name.
Result<MuscleDetail> resolve_muscle(const Engine& engine, std::string_view name);
std::vector<ConditionView> get_conditions(const Engine& engine);
// The same for a condition that imitates trigger points.
Result<ConditionDetail> resolve_condition(const Engine& engine, std::string_view name);

// How often an answer is yes: with this source alone active, and with none that the finding is a sign of.
struct ExpectedYes {
    double with = 0, without = 0;  // 0 to 1
};
ExpectedYes find_expected_yes(const Engine& engine, const Subject& subject, SourceId source);
// What each answer of a case says for a source, the strongest first: as an interview tells it of the leading one.
std::vector<Reason> list_case_reasons(const Engine& engine, const Case& known, SourceId source);
// A source by its id, "gluteus-minimus/2/right". Errors: unknown_name.
Result<SourceId> resolve_source(const Engine& engine, std::string_view id);

// A drawing, or a case (then as trace_case_json).
std::string trace_json(const Engine& engine, std::string_view drawing);
std::string trace_json(const Engine& engine, std::string_view drawing, TraceScratch& scratch);
// The same for a case: its trace, with the danger signs under "triage". Emergencies that were not acknowledged block
// it: no sources are listed then.
std::string trace_case_json(const Engine& engine, std::string_view known, TraceScratch& scratch);
// The danger signs of a case alone ("triage" of the same form).
std::string triage_json(const Engine& engine, std::string_view known);
// What to ask next, and how things stand ("knotwork.interview/1", schemas/interview.schema.json). Stateless: the whole
// case goes in each time.
std::string interview_json(const Engine& engine, std::string_view known, const InterviewOptions& options = {});
// A plan ("knotwork.plan/1", schemas/plan.schema.json) that begins on `start`, a date; `edits_from` is an earlier plan
// whose edits are kept, or empty.
std::string plan_json(const Engine& engine, std::string_view known, std::string_view start,
                      std::string_view edits_from);
// A guided session of a plan as it stands ("knotwork.session/1", schemas/session.schema.json), to be kept and gone on
// with.
std::string format_session(const Atlas& atlas, const Plan& plan, const GuidedSession& session);
// The session where it was, without the quitting. Errors: those of any JSON that was sent; wrong_type, where it is a
// session of another plan.
Result<GuidedSession> resume_session(const Engine& engine, const Plan& plan, std::string_view session_json);
// How a session stands, for a door that shows it ("knotwork.session-state/1", schemas/session-state.schema.json).
// `was_meant`: whether what was done last meant something in that phase.
std::string format_session_state(const Atlas& atlas, const Plan& plan, const GuidedSession& session, bool was_meant);
// What a session came to, read without its plan.
struct SessionSummary {
    std::vector<std::string> items;
    std::vector<std::string> points;  // pressed by each item; empty for a stretch or exercise
    std::vector<Outcome> outcomes;    // of each item
    Verdict verdict = Verdict::unknown;
    std::optional<double> pain_before, pain_after;
    bool is_finished = false;
};
// Errors: those of any JSON that was sent.
Result<SessionSummary> parse_session(std::string_view session_json);
// Every finding that a case may answer ("knotwork.findings/1").
std::string findings_json(const Engine& engine);
// Every measure that a journal may hold ("knotwork.measures/1").
std::string measures_json(const Engine& engine);

// Every figure that moves, and what it shows ("knotwork.motions/1").
std::string motions_json(const Engine& engine);
// One of them, posed on a body and a side ("knotwork.motion/1", schemas/motion.schema.json). The request is
// {"id", "side"?, "body"?, "point"?}: `point`, a trigger point as "gluteus-minimus/2/right", is marked, and
// what presses is put there.
std::string motion_json(const Engine& engine, std::string_view request);

std::string regions_json(const Engine& engine);
std::string landmarks_json(const Engine& engine);
std::string muscles_json(const Engine& engine);
std::string muscle_json(const Engine& engine, std::string_view name);
std::string conditions_json(const Engine& engine);
std::string condition_json(const Engine& engine, std::string_view name);
// All that is known of the remedies of a muscle, by any of its names; of all muscles, where none is named.
std::string remedies_json(const Engine& engine, std::string_view muscle);
// Whom to see: those that plans, conditions and danger signs name.
std::string providers_json(const Engine& engine);
// Every work that the atlas cites.
std::string citations_json(const Engine& engine);

// The JSON form of a trace, "knotwork.trace/1" (schemas/trace.schema.json).
std::string format_trace(const Engine& engine, const Trace& trace);
std::string format_trace(const Engine& engine, const Assessment& assessment);
std::string format_triage(const Engine& engine, const Triage& triage);
std::string format_interview(const Engine& engine, const Case& known, const Assessment& assessment);
// "knotwork.reasons/1" (schemas/reasons.schema.json).
std::string format_reasons(const Engine& engine, SourceId source, std::span<const Reason> reasons);
// "knotwork.expected-yes/1" (schemas/expected-yes.schema.json).
std::string format_expected_yes(const Engine& engine, const Subject& subject, SourceId source);
std::string format_plan(const Engine& engine, const CasePlan& plan);
// "knotwork.progress/1" (schemas/progress.schema.json).
std::string format_progress(const Engine& engine, const Progress& progress);

}  // namespace knotwork
