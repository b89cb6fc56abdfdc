#include "bake/write_atlas.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "bake/atlas_writer.hpp"
#include "base/hash.hpp"

namespace knotwork::bake {

namespace af = atlas_format;

namespace {

constexpr std::size_t head_size = sizeof(af::Header) + af::section_count * sizeof(af::SectionEntry);

}  // namespace

AtlasWriter::AtlasWriter(const Spec& spec, const LaidOut& laid, const SkinMesh& mesh,
                         const BodyCoordinates& coordinates, const Skeleton& skeleton)
    : spec_(spec), laid_(laid), mesh_(mesh), coordinates_(coordinates), skeleton_(skeleton) {
    for (std::uint32_t i = 0; i < spec.citations.size(); ++i) citation_[spec.citations[i].key] = i;
    for (std::uint32_t i = 0; i < spec.muscles.size(); ++i) muscle_[spec.muscles[i].id] = i;
    const InterviewSpec& interview = spec.interview;
    for (std::uint32_t i = 0; i < interview.conditions.size(); ++i) condition_[interview.conditions[i].id] = i;
    for (std::uint32_t i = 0; i < interview.providers.size(); ++i) provider_[interview.providers[i].id] = i;
    for (std::uint32_t i = 0; i < spec.release.remedies.size(); ++i) remedy_[spec.release.remedies[i].id] = i;
    for (std::uint32_t i = 0; i < interview.findings.size(); ++i) finding_[interview.findings[i].id] = i;
    for (std::uint32_t i = 0; i < spec.release.tools.size(); ++i) tool_[spec.release.tools[i].id] = i;
}

std::vector<std::byte> AtlasWriter::run() {
    add_citations();
    add_regions();
    add_landmarks();
    for (std::uint32_t m = 0; m < laid_.muscles.size(); ++m) add_muscle(m);
    scale_priors();
    for (std::uint32_t c = 0; c < laid_.conditions.size(); ++c) add_condition(c);
    for (const ProviderSpec& p : spec_.interview.providers)
        providers_.push_back({strings_.add(p.id), strings_.add(p.name), strings_.add(p.plain), cites(p.cites)});
    for (const FindingSpec& finding : spec_.interview.findings) add_finding(finding);
    for (const RuleSpec& r : spec_.interview.rules)
        rules_.push_back({strings_.add(r.id), strings_.add(r.rule_class), strings_.add(r.say), strings_.add(r.note),
                          static_cast<std::uint32_t>(r.urgency), provider_.at(r.provider), terms(r.when),
                          cites(r.cites)});
    add_release();
    for (const LaidChoirSegment& s : laid_.choir) {
        const std::uint32_t begin = size32(choir_points_);
        choir_points_.insert(choir_points_.end(), s.points.begin(), s.points.end());
        choir_.push_back({static_cast<std::uint32_t>(s.body), s.number, {begin, size32(choir_points_)}});
    }
    add_joints();
    for (const LaidMotion& motion : laid_.motions) add_motion(motion);
    return pack();
}

af::Range AtlasWriter::cites(const std::vector<std::string>& keys) {
    const std::uint32_t begin = size32(refs_);
    for (const std::string& key : keys) refs_.push_back(citation_.at(key));
    return {begin, size32(refs_)};
}

af::Range AtlasWriter::names(const std::vector<std::string>& texts) {
    const std::uint32_t begin = size32(names_);
    for (const std::string& text : texts) names_.push_back(strings_.add(text));
    return {begin, size32(names_)};
}

af::Range AtlasWriter::refs(const std::vector<std::string>& ids, const std::map<std::string, std::uint32_t>& index) {
    const std::uint32_t begin = size32(refs_);
    for (const std::string& id : ids) refs_.push_back(index.at(id));
    return {begin, size32(refs_)};
}

af::Range AtlasWriter::terms(const std::vector<af::Term>& expression) {
    const std::uint32_t begin = size32(terms_);
    terms_.insert(terms_.end(), expression.begin(), expression.end());
    return {begin, size32(terms_)};
}

void AtlasWriter::add_citations() {
    for (const CitationSpec& c : spec_.citations)
        citations_.push_back({strings_.add(c.key), strings_.add(c.authors), strings_.add(c.title), strings_.add(c.in),
                              strings_.add(c.doi), strings_.add(c.pmid), strings_.add(c.isbn), strings_.add(c.url),
                              c.year});
}

void AtlasWriter::add_regions() {
    for (const RegionSpec& r : spec_.regions)
        for (const Side side : {Side::left, Side::right})
            regions_.push_back(
                {strings_.add(r.id), strings_.add(r.label), names(r.synonyms), static_cast<std::uint32_t>(side), 0});
    for (std::size_t v = 0; v < laid_.region.size(); ++v) {
        const bool left = mesh_.positions[0][v].x >= 0;
        region_of_point_.push_back(static_cast<std::uint16_t>(2 * laid_.region[v] + (left ? 0 : 1)));
        regions_[region_of_point_.back()].area += mesh_.area[v];
    }
}

void AtlasWriter::add_landmarks() {
    for (const LaidLandmark& l : laid_.landmarks)
        for (const Side side : {Side::left, Side::right}) {
            if (l.spec->midline && side == Side::right) continue;
            const bool left = side == Side::left;
            const std::uint32_t v = left ? l.at.nearest.value : mesh_.mirror[l.at.nearest.value];
            af::Landmark out{};
            out.id = strings_.add(l.spec->id);
            out.label = strings_.add(l.spec->label);
            out.find = strings_.add(l.spec->find);
            out.cites = cites(l.spec->cites);
            out.side = static_cast<std::uint32_t>(side);
            out.midline = l.spec->midline ? 1 : 0;
            out.point = v;
            out.segment = static_cast<std::uint32_t>(coordinates_.segment[v]);
            out.t = coordinates_.t[v];
            out.angle = coordinates_.angle[v];
            out.position = left ? l.at.position : mirrored(l.at.position);
            landmarks_.push_back(out);
        }
}

void AtlasWriter::add_joints() {
    for (std::uint32_t j = 0; j < joint_count; ++j) {
        const auto id = static_cast<JointId>(j);
        joints_.push_back({strings_.add(std::string(name(id))),
                           j == 0 ? af::no_index : static_cast<std::uint32_t>(index(parent(id))),
                           static_cast<std::uint32_t>(index(mirror(id))), skeleton_.position[j], skeleton_.rest[j]});
    }
}

void AtlasWriter::add_finding(const FindingSpec& s) {
    af::Finding f{};
    f.id = strings_.add(s.id);
    f.name = strings_.add(s.name);
    f.ask = strings_.add(s.ask);
    f.yes = strings_.add(s.yes);
    f.stop = strings_.add(s.stop);
    f.family = strings_.add(s.family);
    f.note = strings_.add(s.note);
    f.how = names(s.how);
    f.group = static_cast<std::uint32_t>(s.group);
    f.who = static_cast<std::uint32_t>(s.who);
    f.sided = s.sided ? 1 : 0;
    f.effort = s.effort;
    f.discomfort = s.discomfort;
    f.asked_of = static_cast<std::uint32_t>(s.asked_of);
    f.unit = strings_.add(s.unit);
    f.least = static_cast<float>(s.least);
    f.most = static_cast<float>(s.most);
    f.threshold = static_cast<float>(s.threshold);
    f.yes_above = s.yes_above ? 1 : 0;
    f.false_yes = static_cast<float>(s.false_yes);
    f.people = static_cast<float>(s.people);
    f.cites = cites(s.cites);
    f.signs.begin = size32(signs_);
    for (const SignSpec& sign : s.signs) add_sign(sign);
    f.signs.end = size32(signs_);
    findings_.push_back(f);
}

void AtlasWriter::add_sign(const SignSpec& s) {
    af::Sign out{};
    out.target = static_cast<std::uint32_t>(s.target);
    out.index = s.target == af::SignTarget::condition ? condition_.at(s.id)
                : s.target == af::SignTarget::muscle  ? muscle_.at(s.id)
                                                      : af::no_index;
    out.number = s.number;
    if (s.target == af::SignTarget::group) out.group = strings_.add(s.id);
    out.other_side = s.other_side ? 1 : 0;
    out.yes = static_cast<float>(s.yes);
    out.people = static_cast<float>(s.people);
    out.cites = cites(s.cites);
    signs_.push_back(out);
}

template <class T>
void AtlasWriter::section(af::SectionKind kind, std::span<const T> elements) {
    body_.resize((body_.size() + 7) / 8 * 8);
    table_.push_back({static_cast<std::uint32_t>(kind), static_cast<std::uint32_t>(sizeof(T)), head_size + body_.size(),
                      elements.size()});
    const auto bytes = std::as_bytes(elements);
    body_.insert(body_.end(), bytes.begin(), bytes.end());
}

std::vector<std::byte> AtlasWriter::pack() {
    using enum af::SectionKind;
    section<Vec3>(neutral_positions, mesh_.positions[0]);
    section<Vec3>(female_positions, mesh_.positions[1]);
    section<Vec3>(male_positions, mesh_.positions[2]);
    section<Triangle>(triangles, mesh_.triangles);
    section<std::uint16_t>(mirror, mesh_.mirror);
    section<float>(area, mesh_.area);
    section<Segment>(segment, coordinates_.segment);
    section<float>(t, coordinates_.t);
    section<float>(angle, coordinates_.angle);
    section<std::uint16_t>(region_of_point, region_of_point_);
    section<af::Region>(regions, regions_);
    section<af::Landmark>(landmarks, landmarks_);
    section<af::Muscle>(muscles, muscles_);
    section<af::Fact>(facts, facts_);
    section<af::Source>(sources, sources_);
    section<af::Zone>(zones, zones_);
    section<std::uint16_t>(zone_points, zone_points_);
    section<std::uint8_t>(zone_coverage, zone_coverage_);
    section<af::Neighbour>(neighbours, neighbours_);
    section<af::Fibre>(fibres, fibres_);
    section<Vec3>(fibre_points, fibre_points_);
    section<af::Citation>(citations, citations_);
    section<std::uint32_t>(refs, refs_);
    section<af::Text>(af::SectionKind::names, names_);
    section<af::Condition>(conditions, conditions_);
    section<af::Shift>(shifts, shifts_);
    section<af::Breed>(breeds, breeds_);
    section<af::Finding>(findings, findings_);
    section<af::Sign>(signs, signs_);
    section<af::Rule>(rules, rules_);
    section<af::Provider>(providers, providers_);
    section<af::Term>(af::SectionKind::terms, terms_);
    section<af::Remedy>(remedies, remedies_);
    section<af::MuscleActivity>(activities, activities_);
    section<af::Tool>(tools, tools_);
    section<af::Protocol>(protocols, protocols_);
    section<af::Contraindication>(contraindications, contraindications_);
    section<af::Advice>(advice, advice_);
    section<af::Reassessment>(reassessments, reassessments_);
    section<af::Compensation>(compensations, compensations_);
    section<af::Direction>(directions, directions_);
    section<af::Course>(courses, courses_);
    section<af::CoursePoint>(course_points, course_points_);
    section<af::Measure>(measures, measures_);
    section<af::NextStep>(next_steps, next_steps_);
    section<af::ChoirSegment>(choir_segments, choir_);
    section<std::uint16_t>(choir_points, choir_points_);
    section<af::Joint>(joints, joints_);
    section<af::SkinJoints>(skin_joints, skeleton_.skin);
    section<af::Motion>(motions, motions_);
    section<af::MotionFrame>(motion_frames, motion_frames_);
    section<af::MotionAngle>(motion_angles, motion_angles_);
    section<af::MotionGoal>(motion_goals, motion_goals_);
    section<af::MotionRest>(motion_rests, motion_rests_);
    section<af::MotionProp>(motion_props, motion_props_);
    section<af::MotionSpot>(motion_spots, motion_spots_);
    section<char>(strings, strings_.bytes());

    af::Header header{};
    std::copy(std::begin(af::magic), std::end(af::magic), header.magic);
    header.version = af::format_version;
    header.section_count = af::section_count;
    header.byte_count = head_size + body_.size();
    std::vector<std::byte> out(header.byte_count);
    std::memcpy(out.data() + sizeof(af::Header), table_.data(), table_.size() * sizeof(af::SectionEntry));
    std::memcpy(out.data() + head_size, body_.data(), body_.size());
    const auto digest = compute_digest(std::span(out).subspan(sizeof(af::Header)));
    std::copy(digest.begin(), digest.end(), header.content_hash);
    std::memcpy(out.data(), &header, sizeof header);
    return out;
}

std::vector<std::byte> write_atlas(const Spec& spec, const LaidOut& laid, const SkinMesh& mesh,
                                   const BodyCoordinates& coordinates, const Skeleton& skeleton) {
    return AtlasWriter(spec, laid, mesh, coordinates, skeleton).run();
}

}  // namespace knotwork::bake
