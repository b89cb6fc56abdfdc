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

    explicit World(Atlas loaded) : atlas(std::move(loaded)), painter(atlas) {}
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

Result<Trace> trace_drawing(const Engine& engine, const Drawing& drawing, TraceScratch& scratch) {
    const Engine::World& world = engine.world();
    Result<Painting> painting = world.painter.paint(drawing);
    if (!painting) return tl::unexpected(painting.error());
    const auto on_cells = [&](const Tiling& tiling, const Cells& cells, const infer::Model& model) {
        const infer::Posterior& posterior =
            infer::compute_posterior(model, tick_cells(tiling, cells, painting->painted), scratch.infer);
        return build_trace(world.atlas, std::move(*painting), posterior);
    };
    const Grain grain = find_grain(drawing);
    if (grain == Grain::regions) {
        const Cells cells = group_regions(world.regions, painting->named);
        const Result<infer::Model> model = build_cell_model(world.atlas, world.regions, cells, cell_parameters());
        if (!model) return tl::unexpected(model.error());
        return on_cells(world.regions, cells, *model);
    }
    if (grain == Grain::choir_female || grain == Grain::choir_male) {
        const Body body = grain == Grain::choir_female ? Body::female : Body::male;
        if (const auto& choir = world.choir[static_cast<std::size_t>(body)])
            return on_cells(choir->segments, choir->cells, choir->model);
    }
    const infer::Posterior& posterior = infer::compute_posterior(world.kinds, painting->painted, scratch.infer);
    return build_trace(world.atlas, std::move(*painting), posterior);
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

}  // namespace knotwork
