// Whether everything in an atlas points where it may: for load_atlas, once its sections are known to lie inside the
// bytes. The first thing wrong is the error.
#pragma once

#include <cmath>
#include <initializer_list>
#include <string>

#include "atlas/atlas.hpp"
#include "base/quaternion.hpp"

namespace knotwork {

class AtlasCheck {
  public:
    explicit AtlasCheck(const Atlas& atlas) : atlas_(atlas) {}

    // False if something is wrong: what, is in error().
    bool run() { return check_skin() && check_records(); }
    const Error& error() const { return error_; }

  private:
    bool refuse(std::string reason) {
        error_ = {ErrorCode::bad_atlas, "atlas", std::move(reason)};
        return false;
    }

    // check_atlas.cpp: the body, and what can cause pain
    bool check_skin();
    bool check_records();
    bool check_muscles();
    // Their sources follow those of the muscles.
    bool check_conditions();
    bool check_sources();
    bool is_of_its_kind(const atlas_format::Source& s, std::size_t i) const;
    bool has_mirror(const atlas_format::Source& s, std::size_t i) const;
    bool check_zones();
    bool check_choir();

    // check_interview.cpp: what is asked

    // Whether the terms leave exactly one value, and never more than fit.
    bool is_expression(atlas_format::Range range, bool about_findings) const;
    bool is_optional_expression(atlas_format::Range range) const;
    bool check_findings();
    bool is_sign(const atlas_format::Sign& s) const;
    bool check_rules();

    // check_remedies.cpp: what is done, and what comes of it

    // Limited to these muscles and groups of muscles.
    bool is_scope(atlas_format::Range muscles, atlas_format::Range groups) const;
    bool check_remedies();
    bool check_routine();
    // What is expected, measured, and said to it.
    bool check_courses();

    // check_figure.cpp: joints, and what moves
    bool check_figure();
    bool is_spot(const atlas_format::MotionSpot& s) const;
    bool check_motions();

    // values of one record
    static bool is_probability(float p) { return p > 0 && p < 1; }
    static bool is_count(float n) { return n > 0 && std::isfinite(n); }
    static bool is_within(float value, float most) { return value >= 0 && value <= most; }
    static bool is_area(float area) { return area > 0 && std::isfinite(area); }
    static bool is_coordinate(float t, float angle) { return t >= 0 && t <= 1 && angle >= -180 && angle <= 180; }
    static bool inside(atlas_format::Range r, std::size_t size) { return r.begin <= r.end && r.end <= size; }
    bool is_text(atlas_format::Text t) const { return t.begin <= t.end && t.end <= atlas_.strings_.size(); }
    bool are_texts(std::initializer_list<atlas_format::Text> texts) const;
    bool are_refs(atlas_format::Range r, std::size_t limit) const;
    bool are_cites(atlas_format::Range r) const { return are_refs(r, atlas_.citations_.size()); }
    static bool is_place(Vec3 p) { return std::isfinite(norm(p)) && norm(p) < 100; }
    static bool is_turn(Quaternion q) { return std::abs(dot(q, q) - 1) < 1e-3f; }

    const Atlas& atlas_;
    Error error_;
};

}  // namespace knotwork
