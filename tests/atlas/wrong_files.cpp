#include "atlas/wrong_files.hpp"

#include <cstring>

#include "atlas/tiny_atlas.hpp"

namespace knotwork::test {

std::vector<WrongFile> list_wrong_files() {
    using enum ErrorCode;
    std::vector<WrongFile> out;
    const std::vector<std::byte> good = pack(TinyAtlas());
    const std::string size = std::to_string(good.size());

    out.push_back({"empty.bin", {}, bad_atlas, "atlas: is only 0 bytes long, too short to be an atlas"});
    const std::string text = "This is not an atlas, but forty bytes or more of plain text.\n";
    std::vector<std::byte> bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    out.push_back({"text.bin", bytes, bad_atlas, "atlas: does not begin with KNOTATLS; it is another kind of file"});

    bytes = good;
    auto header = header_of(bytes);
    header.version = 0;
    set_header(bytes, header);
    out.push_back(
        {"other-version.bin", bytes, atlas_version,
         "atlas: has format version 0; this program reads version " + std::to_string(atlas_format::format_version)});

    bytes.assign(good.begin(), good.end() - 100);
    out.push_back({"truncated.bin", bytes, bad_atlas,
                   "atlas: should be " + size + " bytes long but is " + std::to_string(good.size() - 100)});

    bytes = good;
    bytes[bytes.size() / 2] ^= std::byte{0x10};
    out.push_back({"flipped-bit.bin", bytes, bad_atlas, "atlas: is corrupted: its content does not match its hash"});

    bytes.assign(good.begin(), good.begin() + 200);
    seal(bytes);
    out.push_back({"half-a-table.bin", bytes, bad_atlas, "atlas: ends within its table of sections"});

    bytes = good;
    auto entry = section_of(bytes, 15);
    entry.element_count = 1'000'000'000'000;
    set_section(bytes, 15, entry);
    seal(bytes);
    out.push_back({"huge-section.bin", bytes, bad_atlas, "atlas: section 15 runs past the end"});

    TinyAtlas tiny;
    tiny.triangles[3].b = 6;
    out.push_back({"triangle-off-the-skin.bin", pack(tiny), bad_atlas, "atlas: has a triangle without its corners"});
    tiny = {};
    tiny.zone_points[1] = 7000;
    out.push_back({"zone-off-the-skin.bin", pack(tiny), bad_atlas, "atlas: has a zone off the skin"});
    tiny = {};
    tiny.sources[1].cites.end = 4'000'000'000;
    out.push_back({"source-without-citation.bin", pack(tiny), bad_atlas, "atlas: has a broken source"});
    tiny = {};
    tiny.muscles[0].name.end = 65'000;
    out.push_back({"muscle-without-name.bin", pack(tiny), bad_atlas, "atlas: has a broken muscle"});
    tiny = {};
    tiny.rules[0].when.end -= 1;
    out.push_back({"rule-that-says-three-things.bin", pack(tiny), bad_atlas, "atlas: has a broken rule"});
    tiny = {};
    tiny.remedies[3].repeats = 0;
    out.push_back({"exercise-without-a-dose.bin", pack(tiny), bad_atlas, "atlas: has an exercise without a dose"});
    tiny = {};
    tiny.protocols[0].day_most = 0;
    out.push_back({"protocol-never-done.bin", pack(tiny), bad_atlas, "atlas: has a broken protocol"});
    tiny = {};
    tiny.course_points[1].week = 0;
    out.push_back(
        {"course-that-stands-still.bin", pack(tiny), bad_atlas, "atlas: has a course whose weeks do not rise"});
    tiny = {};
    tiny.measures[0].high = 0;
    out.push_back({"measure-without-a-range.bin", pack(tiny), bad_atlas, "atlas: has a broken measure"});
    tiny = {};
    tiny.next_steps.pop_back();
    out.push_back({"next-step-missing.bin", pack(tiny), bad_atlas, "atlas: has some of the next steps, but not all"});
    tiny = {};
    tiny.joints.pop_back();
    out.push_back({"joint-missing.bin", pack(tiny), bad_atlas, "atlas: has 24 joints, not 25"});
    tiny = {};
    tiny.joints[1].parent = 2;
    out.push_back({"joint-before-its-parent.bin", pack(tiny), bad_atlas,
                   "atlas: has a joint that hangs on another than its parent"});
    tiny = {};
    tiny.skin_joints[2].weight[0] = 254;
    out.push_back({"skin-that-hangs-loose.bin", pack(tiny), bad_atlas,
                   "atlas: has a skin point whose weights do not sum to 255"});
    tiny = {};
    tiny.motion_angles[0].movement = 1000;
    out.push_back({"motion-of-no-joint.bin", pack(tiny), bad_atlas, "atlas: has a motion with an impossible angle"});
    tiny = {};
    tiny.motion_frames[1].rests.end = 7;
    out.push_back({"motion-frame-broken.bin", pack(tiny), bad_atlas, "atlas: has a motion with a broken frame"});
    tiny = {};
    tiny.motion_props[1].frame = 2;
    out.push_back({"thing-of-no-frame.bin", pack(tiny), bad_atlas, "atlas: has a motion with a thing of no frame"});
    tiny = {};
    tiny.motions[0].remedies.begin = 9;
    out.push_back({"motion-that-shows-nothing.bin", pack(tiny), bad_atlas, "atlas: has a broken motion"});
    return out;
}

}  // namespace knotwork::test
