// Answers by name: asked("straight-leg-raise/right").
#pragma once

#include <stdexcept>
#include <string>

#include "atlas/atlas_file.hpp"
#include "care/facts.hpp"

namespace knotwork::test {

inline Subject asked(const std::string& id) {
    const Atlas& atlas = get_atlas();
    for (const Subject& subject : list_subjects(atlas))
        if (format_subject(atlas, subject) == id) return subject;
    throw std::invalid_argument("no question " + id);
}

inline SourceId source(const std::string& id) {
    const Atlas& atlas = get_atlas();
    const Atlas::Source* found = atlas.find_source(id);
    if (found == nullptr) throw std::invalid_argument("no source " + id);
    return SourceId{static_cast<std::uint32_t>(found - atlas.sources().data())};
}

}  // namespace knotwork::test
