// The JSON form of figures that move.
#include <cmath>

#include "base/text.hpp"
#include "engine/engine.hpp"
#include "engine/json_text.hpp"
#include "figure/motion.hpp"

namespace knotwork {
namespace {

namespace af = atlas_format;

constexpr JsonLimits request_limits{.bytes = 4096, .depth = 4, .values = 20};

double length(float x) { return std::round(static_cast<double>(x) * 1e4) / 1e4; }
double part_of_turn(float x) { return std::round(static_cast<double>(x) * 1e4) / 1e4; }
double seconds(float x) { return std::round(static_cast<double>(x) * 1e3) / 1e3; }

OrderedJson to_json(Vec3 p) { return {length(p.x), length(p.y), length(p.z)}; }
OrderedJson to_json(Quaternion q) {
    return {part_of_turn(q.x), part_of_turn(q.y), part_of_turn(q.z), part_of_turn(q.w)};
}

template <class Records>
OrderedJson ids(const Atlas& atlas, Atlas::Range range, const Records& records) {
    OrderedJson out = OrderedJson::array();
    for (const std::uint32_t i : atlas.refs(range)) out.push_back(atlas.text(records[i].id));
    return out;
}

OrderedJson describe(const Atlas& atlas, const Atlas::Motion& motion) {
    return {{"id", atlas.text(motion.id)},
            {"name", atlas.text(motion.name)},
            {"sided", motion.sided == 1},
            {"findings", ids(atlas, motion.findings, atlas.findings())},
            {"remedies", ids(atlas, motion.remedies, atlas.remedies())}};
}

// How a joint is turned as seen from its parent, where the standing body of the atlas is turned not at all: what a
// skinned mesh wants.
Quaternion local_turn(const Figure& figure, const BodyPose& pose, JointId id) {
    const Quaternion turn = figure.skin_turn(pose, id);
    if (id == JointId::pelvis) return turn;
    Quaternion local = inverse(figure.skin_turn(pose, parent(id))) * turn;
    if (local.w < 0) local = {-local.x, -local.y, -local.z, -local.w};
    return local;
}

OrderedJson samples_to_json(const Figure& figure, const PlayedMotion& played) {
    OrderedJson out = OrderedJson::array();
    for (std::size_t i = 0; i < played.poses.size(); ++i) {
        OrderedJson turns = OrderedJson::array();
        for (std::size_t j = 0; j < joint_count; ++j) {
            const Quaternion q = local_turn(figure, played.poses[i], static_cast<JointId>(j));
            for (const float x : {q.x, q.y, q.z, q.w}) turns.push_back(part_of_turn(x));
        }
        out.push_back({{"t", seconds(played.time[i])}, {"root", to_json(played.poses[i].joint[0])}, {"turns", turns}});
    }
    return out;
}

OrderedJson props_to_json(const PlayedMotion& played) {
    OrderedJson out = OrderedJson::array();
    for (const PlacedProp& prop : played.props) {
        OrderedJson item{{"kind", af::prop_kind_names[static_cast<std::size_t>(prop.kind)]},
                         {"size", to_json(prop.size)}};
        if (prop.from_key > 0) item["from"] = played.keys[prop.from_key].sample;
        if (!prop.places.empty()) {
            OrderedJson places = OrderedJson::array();
            for (const PlacedProp::Place& place : prop.places)
                places.push_back({{"at", to_json(place.at)}, {"turn", to_json(place.turn)}});
            item["places"] = std::move(places);
        } else {
            OrderedJson lines = OrderedJson::array();
            for (const auto& line : prop.line) {
                OrderedJson points = OrderedJson::array();
                for (const Vec3 p : line) points.push_back(to_json(p));
                lines.push_back(std::move(points));
            }
            item["lines"] = std::move(lines);
        }
        out.push_back(std::move(item));
    }
    return out;
}

struct Request {
    const Atlas::Motion* motion = nullptr;
    Side side = Side::left;
    Body body = Body::neutral;
    std::optional<std::uint32_t> trigger;
};

Result<Request> parse_request(const Atlas& atlas, std::string_view text) {
    const auto root = parse_json(text, request_limits);
    if (!root) return tl::unexpected(root.error());
    JsonReader reader;
    const Json& object = reader.object(*root, "", {"id", "side", "body", "point"});
    const std::string id = reader.text(reader.required(object, "id", ""), "id");
    Request out;
    if (!reader.failed()) {
        out.motion = atlas.find_motion(id);
        if (!out.motion) {
            std::vector<std::string> known;
            for (const Atlas::Motion& motion : atlas.motions()) known.emplace_back(atlas.text(motion.id));
            const auto near = find_nearest(id, known);
            reader.fail(ErrorCode::unknown_name, "id",
                        "no motion '" + one_line(id) + "'" +
                            (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
        }
    }
    if (const Json* side = reader.optional(object, "side")) {
        const std::string name_of_side = reader.text(*side, "side");
        if (!reader.failed() && name_of_side != "left" && name_of_side != "right")
            reader.fail(ErrorCode::unknown_name, "side", "must be left or right");
        out.side = name_of_side == "right" ? Side::right : Side::left;
    }
    if (const Json* body = reader.optional(object, "body")) {
        const auto found = find_body(reader.text(*body, "body"));
        if (!reader.failed() && !found) reader.fail(ErrorCode::unknown_name, "body", "must be neutral, female or male");
        out.body = found.value_or(Body::neutral);
    }
    if (const Json* point = reader.optional(object, "point")) {
        const std::string source_id = reader.text(*point, "point");
        const Atlas::Source* source = atlas.find_source(source_id);
        if (!reader.failed() && (!source || atlas.is_condition(*source)))
            reader.fail(ErrorCode::unknown_name, "point", "no trigger point '" + one_line(source_id) + "'");
        if (source) out.trigger = source->point;
    }
    if (reader.failed()) return tl::unexpected(reader.error());
    return out;
}

}  // namespace

std::string motions_json(const Engine& engine) {
    const Atlas& atlas = engine.atlas();
    OrderedJson motions = OrderedJson::array();
    for (const Atlas::Motion& motion : atlas.motions()) motions.push_back(describe(atlas, motion));
    return format_json({{"format", "knotwork.motions/1"}, {"motions", std::move(motions)}});
}

std::string motion_json(const Engine& engine, std::string_view request) {
    const Atlas& atlas = engine.atlas();
    const auto asked = parse_request(atlas, request);
    if (!asked) return format_error(asked.error());
    const Figure figure(atlas, asked->body);
    const PlayedMotion played = play_motion(figure, *asked->motion, {.side = asked->side, .trigger = asked->trigger});

    OrderedJson out{{"format", "knotwork.motion/1"}};
    out.update(describe(atlas, *asked->motion));
    out["side"] = name(asked->side);
    out["body"] = name(asked->body);
    out["seconds"] = seconds(played.length_s);
    OrderedJson keys = OrderedJson::array();
    for (const KeyPose& key : played.keys)
        keys.push_back({{"sample", key.sample}, {"hold", seconds(key.hold_s)}, {"say", key.say}});
    out["keys"] = std::move(keys);
    out["samples"] = samples_to_json(figure, played);
    out["props"] = props_to_json(played);
    out["view"] = {{"from", to_json(played.look_from)}, {"low", to_json(played.low)}, {"high", to_json(played.high)}};
    if (played.trigger) out["mark"] = *played.trigger;
    return format_json(out);
}

}  // namespace knotwork
