#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "atlas/atlas.hpp"
#include "atlas/check_atlas.hpp"
#include "base/hash.hpp"

namespace knotwork {

namespace af = atlas_format;

// Checks an atlas from the outside in: header, table of sections, each section's size, then every cross-reference. The
// first thing wrong is the error; nothing is read before it is known to lie inside the bytes.
class AtlasLoader {
  public:
    explicit AtlasLoader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    Result<Atlas> run() {
        if (!check_header() || !check_table() || !read_sections()) return tl::unexpected(error_);
        AtlasCheck check(atlas_);
        if (!check.run()) return tl::unexpected(check.error());
        atlas_.skin_hash_ = compute_hash(std::as_bytes(atlas_.skin_.of(Body::neutral)));
        return std::move(atlas_);
    }

  private:
    bool refuse(std::string reason, ErrorCode code = ErrorCode::bad_atlas) {
        error_ = {code, "atlas", std::move(reason)};
        return false;
    }

    bool check_header() {
        if (bytes_.size() < sizeof(af::Header))
            return refuse("is only " + std::to_string(bytes_.size()) + " bytes long, too short to be an atlas");
        if (reinterpret_cast<std::uintptr_t>(bytes_.data()) % 8 != 0)
            return refuse("does not lie on an 8-byte boundary");
        std::memcpy(&header_, bytes_.data(), sizeof header_);
        if (!std::equal(std::begin(af::magic), std::end(af::magic), header_.magic))
            return refuse("does not begin with KNOTATLS; it is another kind of file");
        if (header_.version != af::format_version)
            return refuse("has format version " + std::to_string(header_.version) + "; this program reads version " +
                              std::to_string(af::format_version),
                          ErrorCode::atlas_version);
        if (header_.byte_count != bytes_.size())
            return refuse("should be " + std::to_string(header_.byte_count) + " bytes long but is " +
                          std::to_string(bytes_.size()));
        if (header_.section_count != af::section_count)
            return refuse("has " + std::to_string(header_.section_count) + " sections, not " +
                          std::to_string(af::section_count));
        const auto content = bytes_.subspan(sizeof(af::Header));
        const auto digest = compute_digest(content);
        if (!std::equal(digest.begin(), digest.end(), header_.content_hash))
            return refuse("is corrupted: its content does not match its hash");
        atlas_.hash_ = compute_hash(content);
        return true;
    }

    bool check_table() {
        const std::size_t head = sizeof(af::Header) + af::section_count * sizeof(af::SectionEntry);
        if (bytes_.size() < head) return refuse("ends within its table of sections");
        std::memcpy(table_.data(), bytes_.data() + sizeof(af::Header), sizeof table_);
        std::uint64_t end = head;
        for (std::uint32_t i = 0; i < af::section_count; ++i) {
            const af::SectionEntry& s = table_[i];
            const std::string which = "section " + std::to_string(i);
            if (s.kind != i) return refuse(which + " is out of order");
            if (s.offset % 8 != 0 || s.offset < end || s.offset - end >= 8)
                return refuse(which + " does not follow the one before it");
            if (s.element_size == 0 || s.offset > bytes_.size() ||
                s.element_count > (bytes_.size() - s.offset) / s.element_size)
                return refuse(which + " runs past the end");
            end = s.offset + s.element_count * s.element_size;
        }
        return end == bytes_.size() || refuse("has bytes after its last section");
    }

    template <class T>
    bool read(af::SectionKind kind, std::span<const T>& out) {
        const af::SectionEntry& s = table_[static_cast<std::size_t>(kind)];
        if (s.element_size != sizeof(T))
            return refuse("section " + std::to_string(s.kind) + " has elements of " + std::to_string(s.element_size) +
                          " bytes, not " + std::to_string(sizeof(T)));
        out = {reinterpret_cast<const T*>(bytes_.data() + s.offset), static_cast<std::size_t>(s.element_count)};
        return true;
    }

    bool read_sections() {
        using enum af::SectionKind;
        Skin& skin = atlas_.skin_;
        std::span<const char> text;
        if (!(read(neutral_positions, skin.positions[0]) && read(female_positions, skin.positions[1]) &&
              read(male_positions, skin.positions[2]) && read(triangles, skin.triangles) && read(mirror, skin.mirror) &&
              read(area, skin.area) && read(segment, skin.segment) && read(t, skin.t) && read(angle, skin.angle) &&
              read(region_of_point, skin.region) && read(regions, atlas_.regions_) &&
              read(landmarks, atlas_.landmarks_) && read(muscles, atlas_.muscles_) && read(facts, atlas_.facts_) &&
              read(sources, atlas_.sources_) && read(zones, atlas_.zones_) && read(zone_points, atlas_.zone_points_) &&
              read(zone_coverage, atlas_.zone_coverage_) && read(neighbours, atlas_.neighbours_) &&
              read(fibres, atlas_.fibres_) && read(fibre_points, atlas_.fibre_points_) &&
              read(citations, atlas_.citations_) && read(refs, atlas_.refs_) && read(names, atlas_.names_) &&
              read(conditions, atlas_.conditions_) && read(shifts, atlas_.shifts_) && read(breeds, atlas_.breeds_) &&
              read(findings, atlas_.findings_) && read(signs, atlas_.signs_) && read(rules, atlas_.rules_) &&
              read(providers, atlas_.providers_) && read(terms, atlas_.terms_) && read(remedies, atlas_.remedies_) &&
              read(activities, atlas_.activities_) && read(tools, atlas_.tools_) &&
              read(protocols, atlas_.protocols_) && read(contraindications, atlas_.contraindications_) &&
              read(advice, atlas_.advice_) && read(reassessments, atlas_.reassessments_) &&
              read(compensations, atlas_.compensations_) && read(directions, atlas_.directions_) &&
              read(courses, atlas_.courses_) && read(course_points, atlas_.course_points_) &&
              read(measures, atlas_.measures_) && read(next_steps, atlas_.next_steps_) &&
              read(choir_segments, atlas_.choir_segments_) && read(choir_points, atlas_.choir_points_) &&
              read(joints, atlas_.joints_) && read(skin_joints, atlas_.skin_joints_) &&
              read(motions, atlas_.motions_) && read(motion_frames, atlas_.motion_frames_) &&
              read(motion_angles, atlas_.motion_angles_) && read(motion_goals, atlas_.motion_goals_) &&
              read(motion_rests, atlas_.motion_rests_) && read(motion_props, atlas_.motion_props_) &&
              read(motion_spots, atlas_.motion_spots_) && read(strings, text)))
            return false;
        atlas_.strings_ = {text.data(), text.size()};
        return true;
    }

    std::span<const std::byte> bytes_;
    af::Header header_{};
    std::array<af::SectionEntry, af::section_count> table_{};
    Atlas atlas_;
    Error error_;
};

Result<Atlas> load_atlas(std::span<const std::byte> bytes) { return AtlasLoader(bytes).run(); }

}  // namespace knotwork
