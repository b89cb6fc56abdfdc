#include "engine/engine.hpp"

#include <array>
#include <charconv>
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
    // By Grain: what a drawing of that grain is divided into (nothing for skin points), and the models of it, one for
    // each kind of person. For regions both depend on what was named in one breath, so they are built with each
    // drawing.
    std::array<Cells, grain_count> cells;
    std::array<std::vector<infer::Model>, grain_count> models;

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
    for (const auto& [grain, body] : {std::pair{Grain::choir_female, Body::female}, {Grain::choir_male, Body::male}})
        world->cells[static_cast<std::size_t>(grain)] = build_choir_cells(world->atlas, body);
    Result<std::vector<infer::Model>> kinds = build_models(world->atlas, infer::fitted_parameters());
    if (!kinds) return tl::unexpected(kinds.error());
    for (const Grain grain : {Grain::choir_female, Grain::choir_male}) {
        const Cells& cells = world->cells[static_cast<std::size_t>(grain)];
        if (cells.count == 0) {  // an atlas without CHOIR segments: such drawings are laid on the skin
            world->models[static_cast<std::size_t>(grain)] = *kinds;
            continue;
        }
        Result<infer::Model> model = build_cell_model(world->atlas, cells, cell_parameters());
        if (!model) return tl::unexpected(model.error());
        world->models[static_cast<std::size_t>(grain)].push_back(std::move(*model));
    }
    world->models[static_cast<std::size_t>(Grain::points)] = std::move(*kinds);
    return Engine(std::move(world));
}

Result<Trace> trace_drawing(const Engine& engine, const Drawing& drawing, TraceScratch& scratch) {
    const Engine::World& world = engine.world();
    Result<Painting> painting = world.painter.paint(drawing);
    if (!painting) return tl::unexpected(painting.error());
    const Grain grain = find_grain(drawing);
    if (grain == Grain::regions) {
        const Cells cells = build_region_cells(world.atlas, painting->named);
        const Result<infer::Model> model = build_cell_model(world.atlas, cells, cell_parameters());
        if (!model) return tl::unexpected(model.error());
        const infer::Posterior& posterior =
            infer::compute_posterior(*model, tick_cells(cells, painting->painted), scratch.infer);
        return build_trace(world.atlas, std::move(*painting), posterior);
    }
    const Cells& cells = world.cells[static_cast<std::size_t>(grain)];
    const std::vector<infer::Model>& kinds = world.models[static_cast<std::size_t>(grain)];
    const infer::Posterior& posterior =
        cells.count == 0 ? infer::compute_posterior(kinds, painting->painted, scratch.infer)
                         : infer::compute_posterior(kinds, tick_cells(cells, painting->painted), scratch.infer);
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
