// The engine for the browser and for Node: the binding. Bytes and text in, text and arrays out. knotwork.js, which
// becomes part of the module, wraps these functions so that a caller sees none of the pointers; web/engine wraps that
// with types:
//
//     const knotwork = await createKnotwork({wasmBinary});
//     knotwork.loadAtlas(bytes);                              // once; throws an Error that says what is wrong
//     const answer = JSON.parse(knotwork.call('trace', JSON.stringify(drawing)));
//     const {positions, triangles} = knotwork.skin('female');
//
// What is returned stays valid until the next call of any function.
#include <emscripten.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actions.hpp"
#include "engine/json_text.hpp"

namespace {

using knotwork::wasm::Actions;

std::optional<Actions> actions;
std::string answer;
std::vector<std::uint8_t> painted;

// Numbers that lie in the module's memory, for JavaScript to copy. knotwork.js reads both structs word by word.
struct Array {
    const void* data;
    std::uint32_t count;
};
struct Arrays {
    const char* error;  // as JSON; nullptr where there is none
    std::uint32_t count;
    const Array* list;
};
std::vector<Array> list;
Arrays arrays;

template <class T>
void add(std::span<const T> numbers) {
    list.push_back({numbers.data(), static_cast<std::uint32_t>(numbers.size())});
}
const Arrays* give() {
    arrays = {nullptr, static_cast<std::uint32_t>(list.size()), list.data()};
    return &arrays;
}
const Arrays* refuse(const knotwork::Error& error) {
    answer = format_error(error);
    arrays = {answer.c_str(), 0, nullptr};
    return &arrays;
}
const knotwork::Error not_loaded{knotwork::ErrorCode::bad_atlas, "", "no atlas is loaded"};

const knotwork::Atlas& atlas() { return actions->engine().atlas(); }

}  // namespace

extern "C" {

// Loads an atlas; the bytes must stay where they are, on an 8-byte boundary, until another one is loaded.
// Returns what is wrong with them as JSON, or "".
EMSCRIPTEN_KEEPALIVE const char* knotwork_load(const std::byte* bytes, std::size_t size) {
    actions.reset();
    auto loaded = knotwork::load_engine(std::span(bytes, size));
    answer.clear();
    if (loaded)
        actions.emplace(*std::move(loaded));
    else
        answer = format_error(loaded.error());
    return answer.c_str();
}

// What can be called, as JSON; needs no atlas.
EMSCRIPTEN_KEEPALIVE const char* knotwork_actions() {
    answer = knotwork::wasm::actions_json();
    return answer.c_str();
}

EMSCRIPTEN_KEEPALIVE const char* knotwork_call(const char* action, const char* request, std::size_t size) {
    answer = actions ? actions->call(action, std::string_view(request, size)) : format_error(not_loaded);
    return answer.c_str();
}

// The skin of a body (by number: neutral, female, male): positions (float, three a point, metres), triangles (uint16,
// three points each, counter-clockwise seen from outside), region of each point (uint16), its mirror image (uint16),
// and the hash that marks of skin points name (32 hexadecimal digits as uint8).
EMSCRIPTEN_KEEPALIVE const Arrays* knotwork_skin(std::uint32_t body) {
    list.clear();
    if (!actions) return refuse(not_loaded);
    if (body >= knotwork::body_count)
        return refuse({knotwork::ErrorCode::unknown_name, "", "there is no such body: neutral, female or male"});
    const knotwork::Skin& skin = atlas().skin();
    const auto positions = skin.of(static_cast<knotwork::Body>(body));
    static_assert(sizeof(knotwork::Vec3) == 3 * sizeof(float) &&
                  sizeof(knotwork::Triangle) == 3 * sizeof(std::uint16_t));
    list.push_back({positions.data(), static_cast<std::uint32_t>(3 * positions.size())});
    list.push_back({skin.triangles.data(), static_cast<std::uint32_t>(3 * skin.triangles.size())});
    add(skin.region);
    add(skin.mirror);
    const std::string& hash = atlas().skin_hash();
    add(std::span<const std::uint8_t>(reinterpret_cast<const std::uint8_t*>(hash.data()), hash.size()));
    return give();
}

// The skin points that a drawing paints (uint8: 0 or 1).
EMSCRIPTEN_KEEPALIVE const Arrays* knotwork_paint(const char* drawing, std::size_t size) {
    list.clear();
    if (!actions) return refuse(not_loaded);
    const auto parsed = knotwork::parse_drawing(std::string_view(drawing, size));
    if (!parsed) return refuse(parsed.error());
    auto painting = paint_drawing(actions->engine(), *parsed);
    if (!painting) return refuse(painting.error());
    painted = std::move(painting->painted);
    add(std::span<const std::uint8_t>(painted));
    return give();
}

// The referral field of a source. First where its trigger point lies on the neutral skin (float, metres; empty for a
// condition) and which of its zones are essential (uint8, one a zone); then of each zone its skin points (uint16) and
// how far they are covered (uint8, of 255).
EMSCRIPTEN_KEEPALIVE const Arrays* knotwork_field(const char* source_id) {
    list.clear();
    if (!actions) return refuse(not_loaded);
    const knotwork::Atlas::Source* const source = atlas().find_source(source_id);
    if (source == nullptr)
        return refuse({knotwork::ErrorCode::unknown_name, "",
                       "there is no source \"" + knotwork::one_line(source_id, 40) + "\""});
    if (atlas().is_condition(*source))
        add(std::span<const float>());
    else
        list.push_back({&source->position, 3});
    static std::vector<std::uint8_t> essential;
    essential.clear();
    for (const auto& zone : atlas().zones(source->zones)) essential.push_back(zone.essential != 0);
    add(std::span<const std::uint8_t>(essential));
    for (const auto& zone : atlas().zones(source->zones)) {
        add(atlas().zone_points(zone));
        add(atlas().zone_coverage(zone));
    }
    return give();
}

// The joints that pose a body (by number), and how its skin hangs on them: the parent of each joint (uint8; 255: none),
// its centre (float, three a joint, metres), and of each skin point four joints and their four weights, 255 in all
// (uint8).
EMSCRIPTEN_KEEPALIVE const Arrays* knotwork_figure(std::uint32_t body) {
    list.clear();
    if (!actions) return refuse(not_loaded);
    if (body >= knotwork::body_count)
        return refuse({knotwork::ErrorCode::unknown_name, "", "there is no such body: neutral, female or male"});
    static std::vector<std::uint8_t> parents;
    static std::vector<knotwork::Vec3> centres;
    parents.clear();
    centres.clear();
    for (const knotwork::Atlas::Joint& joint : atlas().joints()) {
        parents.push_back(static_cast<std::uint8_t>(joint.parent));  // no_index becomes 255
        centres.push_back(joint.position[body]);
    }
    add(std::span<const std::uint8_t>(parents));
    list.push_back({centres.data(), static_cast<std::uint32_t>(3 * centres.size())});
    const auto hung = atlas().skin_joints();
    static_assert(sizeof(knotwork::Atlas::SkinJoints) == 8);
    list.push_back({hung.data(), static_cast<std::uint32_t>(8 * hung.size())});
    return give();
}

// The fibres of a muscle, by any of its names: polylines on the neutral body, left side (float, three a point, metres).
EMSCRIPTEN_KEEPALIVE const Arrays* knotwork_fibres(const char* muscle) {
    list.clear();
    if (!actions) return refuse(not_loaded);
    const auto found = knotwork::resolve_muscle_name(atlas(), muscle);
    if (!found) return refuse(found.error());
    for (const auto& fibre : atlas().fibres(atlas().muscles()[found->value].fibres)) {
        const auto points = atlas().fibre_points(fibre.points);
        list.push_back({points.data(), static_cast<std::uint32_t>(3 * points.size())});
    }
    return give();
}

}  // extern "C"
