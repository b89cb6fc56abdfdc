#include "engine/engine.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "engine/cells.hpp"
#include "engine/drawing_check.hpp"
#include "engine/json_text.hpp"
#include "engine/painter.hpp"
#include "engine/region_names.hpp"
#include "engine/source_model.hpp"

namespace knotwork {

// Stands at one address for life: the painter refers to the atlas.
struct Engine::World {
    Atlas atlas;
    Painter painter;
    SignTable signs;
    std::vector<infer::Model> kinds;  // on skin points, one for each kind of person
    // Cells and model of regions depend on what was named in one breath, so they are built with each drawing.
    Tiling regions;
    // By Body, where the atlas holds its CHOIR segments.
    struct Choir {
        Tiling segments;
        Cells cells;
        infer::Model model;
    };
    std::array<std::optional<Choir>, body_count> choir;

    explicit World(Atlas loaded) : atlas(std::move(loaded)), painter(atlas), signs(atlas) {}
};

Engine::Engine(std::unique_ptr<const World> world) : world_(std::move(world)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
const Atlas& Engine::atlas() const { return world_->atlas; }

Result<Engine> load_engine(std::span<const std::byte> atlas_bytes) {
    Result<Atlas> atlas = load_atlas(atlas_bytes);
    if (!atlas) return tl::unexpected(atlas.error());
    auto world = std::make_unique<Engine::World>(std::move(*atlas));
    Result<std::vector<infer::Model>> kinds = build_models(world->atlas, infer::fitted_parameters());
    if (!kinds) return tl::unexpected(kinds.error());
    world->kinds = std::move(*kinds);
    world->regions = build_region_tiling(world->atlas);
    for (const Body body : {Body::female, Body::male}) {
        Tiling segments = build_choir_tiling(world->atlas, body);
        if (segments.count() == 0) continue;
        Cells cells = every_tile(segments);
        Result<infer::Model> model = build_cell_model(world->atlas, segments, cells, cell_parameters());
        if (!model) return tl::unexpected(model.error());
        world->choir[static_cast<std::size_t>(body)] =
            Engine::World::Choir{std::move(segments), std::move(cells), std::move(*model)};
    }
    return Engine(std::move(world));
}

namespace {

// Finds the models for what the drawing is made of, and calls use(models, posterior) with what they make of it; nothing
// drawn leaves it to the evidence.
template <class Use>
Result<void> infer_sources(const Engine::World& world, const Drawing* drawing, const Painting& painting,
                           const infer::Evidence& evidence, TraceScratch& scratch, const Use& use) {
    const auto run = [&](std::span<const infer::Model> kinds, std::span<const std::uint8_t> painted) {
        use(kinds, infer::compute_posterior(kinds, painted, evidence, scratch.infer));
    };
    const auto on_cells = [&](const Tiling& tiling, const Cells& cells, const infer::Model& model) {
        run(std::span(&model, 1), tick_cells(tiling, cells, painting.painted));
    };
    if (drawing == nullptr) {
        run(std::span(world.kinds).first(1), painting.painted);  // kinds differ in how they paint, and nothing is
        return {};
    }
    const Grain grain = find_grain(*drawing);
    if (grain == Grain::regions) {
        const Cells cells = group_regions(world.regions, painting.named);
        const Result<infer::Model> model = build_cell_model(world.atlas, world.regions, cells, cell_parameters());
        if (!model) return tl::unexpected(model.error());
        on_cells(world.regions, cells, *model);
        return {};
    }
    if (grain == Grain::choir_female || grain == Grain::choir_male) {
        const Body body = grain == Grain::choir_female ? Body::female : Body::male;
        if (const auto& choir = world.choir[static_cast<std::size_t>(body)]) {
            on_cells(choir->segments, choir->cells, choir->model);
            return {};
        }
    }
    run(world.kinds, painting.painted);
    return {};
}

}  // namespace

Result<Painting> paint_drawing(const Engine& engine, const Drawing& drawing) {
    return engine.world().painter.paint(drawing);
}

Result<Trace> trace_drawing(const Engine& engine, const Drawing& drawing, TraceScratch& scratch) {
    const Engine::World& world = engine.world();
    Result<Painting> painting = world.painter.paint(drawing);
    if (!painting) return tl::unexpected(painting.error());
    Trace trace;
    const auto done = infer_sources(world, &drawing, *painting, {}, scratch,
                                    [&](std::span<const infer::Model> kinds, const infer::Posterior& posterior) {
                                        const std::vector<infer::SourceSet> sets =
                                            infer::list_sets(kinds, scratch.infer, least_explanation);
                                        trace = build_trace(world.atlas, std::move(*painting), posterior, sets);
                                    });
    if (!done) return tl::unexpected(done.error());
    return trace;
}

Result<Assessment> assess_case(const Engine& engine, const Case& known, const InterviewOptions& options,
                               TraceScratch& scratch) {
    const Engine::World& world = engine.world();
    Assessment out;
    out.triage = compute_triage(world.atlas, known.facts);
    out.blocked_by = list_unacknowledged(world.atlas, out.triage, known.acknowledged);
    Painting painting{std::vector<std::uint8_t>(world.atlas.skin().point_count(), 0), 0, {}, {}};
    if (known.drawing) {  // a wrong drawing is refused, also in an emergency
        Result<Painting> painted = world.painter.paint(*known.drawing);
        if (!painted) {
            const Error& error = painted.error();
            return fail(error.code, error.where.empty() ? "drawing" : "drawing." + error.where, error.reason);
        }
        painting = std::move(*painted);
    }
    if (!out.blocked_by.empty()) return out;
    const CaseEvidence evidence = build_evidence(world.atlas, world.signs, known.facts);
    const auto done = infer_sources(
        world, known.drawing ? &*known.drawing : nullptr, painting, evidence.view(), scratch,
        [&](std::span<const infer::Model> kinds, const infer::Posterior& posterior) {
            const std::vector<infer::SourceSet> sets = infer::list_sets(kinds, scratch.infer, least_explanation);
            out.trace = build_trace(world.atlas, painting, posterior, sets);
            weigh_case(world.atlas, world.signs, known.facts, sets, posterior.sources, options, out);
        });
    if (!done) return tl::unexpected(done.error());
    out.trace.warnings.insert(out.trace.warnings.begin(), known.warnings.begin(), known.warnings.end());
    return out;
}

Result<Assessment> assess_case(const Engine& engine, const Case& known, const InterviewOptions& options) {
    TraceScratch scratch;
    return assess_case(engine, known, options, scratch);
}

Result<Trace> trace_drawing(const Engine& engine, const Drawing& drawing) {
    TraceScratch scratch;
    return trace_drawing(engine, drawing, scratch);
}

Drawing build_drawing_of_regions(std::string_view words) {
    Drawing drawing;
    drawing.marks.push_back({{}, {}, {}, PaintedRegions{split_phrases(words)}});
    return drawing;
}

Result<Drawing> build_drawing_of_choir(Body body, std::string_view segments) {
    ChoirMark choir{body, {}};
    for (const std::string& piece : split(segments, ',')) {
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), number);
        if (error != std::errc() || end != piece.data() + piece.size())
            return fail(ErrorCode::wrong_type, "",
                        "\"" + one_line(piece, 40) + "\" is not the number of a CHOIR segment");
        choir.segments.push_back(number);
    }
    Drawing drawing;
    drawing.body = body;
    drawing.marks.push_back({{}, {}, {}, std::move(choir)});
    if (auto error = check_drawing(drawing)) return fail(error->code, "", std::move(error->reason));
    return drawing;
}

std::vector<RegionView> get_regions(const Engine& engine) { return build_region_views(engine.atlas()); }
std::vector<LandmarkView> get_landmarks(const Engine& engine) { return build_landmark_views(engine.atlas()); }
std::vector<MuscleView> get_muscles(const Engine& engine) { return build_muscle_views(engine.atlas()); }

Result<MuscleDetail> resolve_muscle(const Engine& engine, std::string_view name) {
    const Result<MuscleId> muscle = resolve_muscle_name(engine.atlas(), name);
    if (!muscle) return tl::unexpected(muscle.error());
    return build_muscle_detail(engine.atlas(), *muscle);
}

std::vector<ConditionView> get_conditions(const Engine& engine) { return build_condition_views(engine.atlas()); }

Result<ConditionDetail> resolve_condition(const Engine& engine, std::string_view name) {
    const Result<const Atlas::Condition*> condition = resolve_condition_name(engine.atlas(), name);
    if (!condition) return tl::unexpected(condition.error());
    return build_condition_detail(engine.atlas(), **condition);
}

ExpectedYes find_expected_yes(const Engine& engine, const Subject& subject, SourceId source) {
    const SignTable& signs = engine.world().signs;
    return {signs.chance_of_yes(subject, std::span(&source, 1)), signs.leak(subject.finding)};
}

std::vector<Reason> list_case_reasons(const Engine& engine, const Case& known, SourceId source) {
    return list_reasons(engine.atlas(), engine.world().signs, known.facts, source);
}

Result<SourceId> resolve_source(const Engine& engine, std::string_view id) {
    const Atlas::Source* const source = engine.atlas().find_source(id);
    if (source == nullptr) return fail(ErrorCode::unknown_name, "", "no source \"" + one_line(id, 60) + "\"");
    return SourceId{static_cast<std::uint32_t>(source - engine.atlas().sources().data())};
}

}  // namespace knotwork
