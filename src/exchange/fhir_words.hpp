// Words of FHIR that writing and reading share: systems, ids, and texts and times that FHIR cannot hold as they are.
// Inside of exchange.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "engine/json_text.hpp"

namespace knotwork::fhir {

inline constexpr std::string_view uri_system = "urn:ietf:rfc:3986";  // of identifiers that are themselves URIs
inline constexpr std::string_view loinc_system = "http://loinc.org";
inline constexpr std::string_view snomed_system = "http://snomed.info/sct";
inline constexpr std::string_view icd10_system = "http://hl7.org/fhir/sid/icd-10-cm";
inline constexpr std::string_view ucum_system = "http://unitsofmeasure.org";
inline constexpr std::string_view measure_system = "https://knotwork.example/measures";
inline constexpr std::string_view place_system = "https://knotwork.example/places";
inline constexpr std::string_view record_system = "https://knotwork.example/fhir/record";  // of the tag: kind of record
inline constexpr std::string_view derived_tag = "derived";

inline constexpr std::string_view exact_url = "https://knotwork.example/fhir/exact";      // bytes of a text
inline constexpr std::string_view offset_url = "https://knotwork.example/fhir/offset";    // minutes of a time
inline constexpr std::string_view episode_url = "https://knotwork.example/fhir/episode";  // that a record belongs to
inline constexpr std::string_view rests_on_url = "https://knotwork.example/fhir/rests-on";
inline constexpr std::string_view atlas_url = "https://knotwork.example/fhir/atlas";              // hash
inline constexpr std::string_view site_url = "http://hl7.org/fhir/StructureDefinition/bodySite";  // HL7's own

inline constexpr std::string_view snomed_left = "7771000", snomed_right = "24028007";

// "urn:uuid:0123..." with dashes. An id of another form than 32 hexadecimal digits gets that of its hash.
std::string format_urn(std::string_view id);
// The 32 digits of such a URN, or nothing.
std::optional<std::string> find_id(std::string_view urn);

std::string format_base64(std::string_view bytes);
// Nothing if it is no base64; blanks and line ends between the digits are allowed.
std::optional<std::string> parse_base64(std::string_view text);

// out[key] = text; where that must be altered, with the exact bytes in an extension. An empty text is left out.
void put_text(OrderedJson& out, std::string_view key, std::string_view text);
// out[key] = moment; FHIR's offsets end at 14 hours, and beyond it the time is in UTC with the offset in an extension.
void put_moment(OrderedJson& out, std::string_view key, const Moment& moment);

OrderedJson make_coding(std::string_view system, std::string_view code, std::string_view display = {});
// {"text": ...}
OrderedJson make_text_concept(std::string_view text);
OrderedJson make_extension(std::string_view url, std::string_view kind, OrderedJson value);

}  // namespace knotwork::fhir
