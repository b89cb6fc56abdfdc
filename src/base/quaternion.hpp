// Rotations as unit quaternions. `a * b` turns by b first, then by a.
//
//     Quaternion q = about_x(90);                 // degrees
//     Vec3 v = q * Vec3{0, 1, 0};                 // (0, 0, 1): y turns towards z
#pragma once

#include <cmath>

#include "base/vec3.hpp"

namespace knotwork {

struct Quaternion {
    float x = 0, y = 0, z = 0, w = 1;

    friend constexpr bool operator==(Quaternion, Quaternion) = default;
};

constexpr Quaternion operator*(Quaternion a, Quaternion b) {
    return {a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y, a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
            a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w, a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z};
}
constexpr Vec3 operator*(Quaternion q, Vec3 v) {
    const Vec3 u{q.x, q.y, q.z};
    const Vec3 t = cross(u, v) * 2.0f;
    return v + t * q.w + cross(u, t);
}
constexpr Quaternion inverse(Quaternion q) { return {-q.x, -q.y, -q.z, q.w}; }
constexpr float dot(Quaternion a, Quaternion b) { return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w; }
inline Quaternion normalized(Quaternion q) {
    const float n = std::sqrt(dot(q, q));
    return n > 0 ? Quaternion{q.x / n, q.y / n, q.z / n, q.w / n} : Quaternion{};
}
// The same turn seen in a mirror that lies in the mid-plane x = 0.
constexpr Quaternion mirrored(Quaternion q) { return {q.x, -q.y, -q.z, q.w}; }

// Angles go through double, so that the rounding of a library's sine shows in no float.
inline constexpr double radians_a_degree = 0.017453292519943295;
inline float sine(float degrees) {
    return static_cast<float>(std::sin(static_cast<double>(degrees) * radians_a_degree));
}
inline float cosine(float degrees) {
    return static_cast<float>(std::cos(static_cast<double>(degrees) * radians_a_degree));
}
// The angle of the direction (x, y) from x towards y, degrees.
inline float angle_of(float y, float x) {
    return static_cast<float>(std::atan2(static_cast<double>(y), static_cast<double>(x)) / radians_a_degree);
}
// The angle whose cosine this is, degrees.
inline float angle_of_cosine(float c) {
    return static_cast<float>(std::acos(c < -1 ? -1.0 : c > 1 ? 1.0 : static_cast<double>(c)) / radians_a_degree);
}

// By so many degrees about an axis of unit length.
inline Quaternion about(Vec3 axis, float degrees) {
    const float s = sine(degrees / 2);
    return {axis.x * s, axis.y * s, axis.z * s, cosine(degrees / 2)};
}
inline Quaternion about_x(float degrees) { return about({1, 0, 0}, degrees); }
inline Quaternion about_y(float degrees) { return about({0, 1, 0}, degrees); }
inline Quaternion about_z(float degrees) { return about({0, 0, 1}, degrees); }

// The turn that takes the axes of the room to these; they stand at right angles to each other and x is y cross z.
inline Quaternion from_axes(Vec3 x, Vec3 y, Vec3 z) {
    const float trace = x.x + y.y + z.z;
    Quaternion q;
    if (trace > 0) {
        const float s = std::sqrt(trace + 1) * 2;
        q = {(y.z - z.y) / s, (z.x - x.z) / s, (x.y - y.x) / s, s / 4};
    } else if (x.x > y.y && x.x > z.z) {
        const float s = std::sqrt(1 + x.x - y.y - z.z) * 2;
        q = {s / 4, (y.x + x.y) / s, (z.x + x.z) / s, (y.z - z.y) / s};
    } else if (y.y > z.z) {
        const float s = std::sqrt(1 + y.y - x.x - z.z) * 2;
        q = {(y.x + x.y) / s, s / 4, (z.y + y.z) / s, (z.x - x.z) / s};
    } else {
        const float s = std::sqrt(1 + z.z - x.x - y.y) * 2;
        q = {(z.x + x.z) / s, (z.y + y.z) / s, s / 4, (x.y - y.x) / s};
    }
    return normalized(q);
}

// The shortest turn that takes the direction `from` to `to`, both of unit length.
inline Quaternion between(Vec3 from, Vec3 to) {
    const float c = dot(from, to);
    if (c < -0.9999f) {
        const Vec3 side = std::abs(from.x) < 0.9f ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
        return about(normalized(cross(from, side)), 180);
    }
    const Vec3 axis = cross(from, to);
    return normalized(Quaternion{axis.x, axis.y, axis.z, 1 + c});
}

// Part `t` of the way from `a` to `b`, by the shorter arc (Shoemake 1985, doi:10.1145/325165.325242).
inline Quaternion slerp(Quaternion a, Quaternion b, float t) {
    float c = dot(a, b);
    if (c < 0) {
        b = {-b.x, -b.y, -b.z, -b.w};
        c = -c;
    }
    float from = 1 - t, to = t;
    if (c < 0.9995f) {
        const float angle = angle_of_cosine(c), s = sine(angle);
        from = sine((1 - t) * angle) / s;
        to = sine(t * angle) / s;
    }
    return normalized(
        Quaternion{a.x * from + b.x * to, a.y * from + b.y * to, a.z * from + b.z * to, a.w * from + b.w * to});
}

}  // namespace knotwork
