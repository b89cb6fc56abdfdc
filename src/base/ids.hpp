// Index types, one per kind of thing, so that a SkinPoint is never taken for a SourceId. Each is an index into the
// flat array of its kind, from 0.
#pragma once

#include <compare>
#include <cstdint>

namespace knotwork {

template <class Tag>
struct Id {
    std::uint32_t value = none_value;

    static constexpr std::uint32_t none_value = 0xFFFFFFFFu;
    constexpr bool is_none() const { return value == none_value; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using SkinPoint = Id<struct SkinPointTag>;                  // vertex of the skin mesh
using RegionId = Id<struct RegionTag>;                      // named skin region of one side
using LandmarkId = Id<struct LandmarkTag>;                  // named landmark of one side
using MuscleId = Id<struct MuscleTag>;                      // muscle, both sides together
using SourceId = Id<struct SourceTag>;                      // trigger point of one side, or a condition
using ZoneId = Id<struct ZoneTag>;                          // one essential or spillover zone of one source
using FindingId = Id<struct FindingTag>;                    // question or test
using RuleId = Id<struct RuleTag>;                          // danger sign
using RemedyId = Id<struct RemedyTag>;                      // technique, stretch or exercise
using ToolId = Id<struct ToolTag>;                          // ball, roller, ...
using ProtocolId = Id<struct ProtocolTag>;                  // dose
using ContraindicationId = Id<struct ContraindicationTag>;  // what must not be done by whom
using MeasureId = Id<struct MeasureTag>;                    // something that is measured again and again
using CitationId = Id<struct CitationTag>;                  // entry of the bibliography

}  // namespace knotwork
