// The answer to a drawing: ranked sources with the reasons, what would be treated first, the best explanations, and
// what nothing explains.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "atlas/atlas.hpp"
#include "base/ids.hpp"
#include "care/interview.hpp"
#include "engine/painter.hpp"
#include "infer/posterior.hpp"

namespace knotwork {

// Sources below this probability are not listed.
inline constexpr double least_probability = 0.001;

// One zone of a source beside the drawing.
struct TracedZone {
    ZoneId zone;
    bool essential = false;
    double painted = 0;   // share of the zone that is painted, 0 to 1
    double explains = 0;  // share of the drawing that lies in the zone, 0 to 1
};

struct TracedSource {
    SourceId source;
    double probability = 0;
    double explains = 0;         // share of the painted area that lies in its zones, 0 to 1
    double predicted_blank = 0;  // share of the area it was expected to reach that was left blank, 0 to 1
    std::vector<TracedZone> zones;
};

struct TracedExplanation {
    std::vector<SourceId> sources;
    bool other = false;  // together with a source that the atlas does not hold
    double probability = 0;
    double explains = 0;  // share of the painted area that lies in the zones of its sources
};

struct Trace {
    double painted_cm2 = 0;
    double unexplained_cm2 = 0;                   // painted area that the best explanation leaves
    double other = 0;                             // probability that a source takes part that the atlas does not hold
    std::vector<TracedSource> sources;            // likeliest first, each at least least_probability
    std::vector<Decision> decisions;              // likeliest first
    std::vector<TracedExplanation> explanations;  // likeliest first
    std::vector<std::string> warnings;            // what was assumed or left out
    std::vector<std::uint8_t> painted;            // by skin point, for pictures
};

// The trace of a painting, from marginals and explanations (infer::list_sets). Zones of a source are listed as they lie
// in the atlas.
Trace build_trace(const Atlas& atlas, Painting painting, const infer::Posterior& posterior,
                  std::span<const infer::SourceSet> sets);

}  // namespace knotwork
