// Hands and feet put where they have to be: two bones of known length and an end that is told, bent towards where elbow
// or knee would have been.
#pragma once

#include "figure/figure.hpp"

namespace knotwork {

// Where the last part of a limb is, and how it lies.
struct LimbEnd {
    Vec3 joint;
    Quaternion axes;
};

LimbEnd limb_end(const BodyPose& pose, atlas_format::Limb limb);

// Puts the wrist or ankle there; if that is farther than the limb is long, as near as it gets. The pose's own elbow or
// knee says which way it bends.
void reach(const Figure& figure, BodyPose& pose, atlas_format::Limb limb, const LimbEnd& end);

// The palm laid on the skin, or the outer ankle put to it.
void reach_skin(const Figure& figure, BodyPose& pose, atlas_format::Limb limb, Vec3 position, Vec3 normal);

// Turns the whole limb about shoulder or hip until this point of it, which lies below the ground, is on it. False, and
// nothing done, where it lies below the joint.
bool raise_limb(const Figure& figure, BodyPose& pose, atlas_format::Limb limb, Vec3 point);

// Part `t` of the way of a limb from one pose to another.
void blend_limb(const Figure& figure, BodyPose& pose, const BodyPose& to, atlas_format::Limb limb, float t);

}  // namespace knotwork
