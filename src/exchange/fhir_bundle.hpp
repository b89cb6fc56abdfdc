// A bundle while it is written: its resources, and what is in it already. Inside of exchange.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "exchange/fhir.hpp"
#include "exchange/fhir_words.hpp"

namespace knotwork::fhir {

class Bundle {
  public:
    Bundle(const Engine& engine, const FhirInput& input);

    // {"resourceType": type, "id": ..., "meta": {"tag": [...]}} of a record, with its identifier.
    static OrderedJson begin_record(std::string_view type, std::string_view id, std::string_view kind);
    // The same of something derived, whose id is the hash of `what`.
    static OrderedJson begin_derived(std::string_view type, std::string_view what);
    // Its URN, as begin_derived makes it.
    static std::string derived_urn(std::string_view what);

    void add(OrderedJson resource);

    // References to records, by identifier alone where they are not in the bundle.
    OrderedJson refer(std::string_view id) const;
    OrderedJson refer_to_person_of(std::string_view episode) const;
    static OrderedJson refer_to_derived(std::string_view type, std::string_view what);
    bool holds(std::string_view id) const { return type_of_.contains(std::string(id)); }

    // The body structure for a place, added where it is not there yet.
    OrderedJson refer_to_body(std::string_view episode, std::optional<Side> side, std::string_view place);

    const Atlas& atlas() const { return atlas_; }
    const FhirInput& input() const { return input_; }
    std::string format() const;

  private:
    const Atlas& atlas_;
    const FhirInput& input_;
    OrderedJson entries_ = OrderedJson::array();
    std::unordered_map<std::string, std::string_view> type_of_;  // records of the bundle, by id
    std::unordered_map<std::string, std::string> person_of_;     // by episode
    std::set<std::string> bodies_;
};

// "Gluteus minimus, point 2, right side"; the id itself where the atlas has no such point.
std::string format_place(const Atlas& atlas, std::string_view place);

// When the case was told: its newest entry in the episode; now, where there is none.
Moment find_case_time(const FhirInput& input, const Episode& episode);

// Adds what is derived from the case and the plan: answers, causes, plan and goal.
void add_derived(Bundle& bundle, const Episode& episode);
// What the episode's own Condition says of danger signs: {"text": ...} for each.
OrderedJson list_danger_notes(const Bundle& bundle);

}  // namespace knotwork::fhir
