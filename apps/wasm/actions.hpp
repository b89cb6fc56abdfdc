// The engine's actions by name, each from a request in JSON to an answer in JSON: what a program in another language
// calls.
//
//     Actions actions(load_engine(atlas_bytes).value());
//     std::string answer = actions.call("plan", R"({"case": {...}, "start": "2026-11-22"})");
//     for (const Action& action : list_actions()) ...        // their names, and the schemas of what goes in and out
//
// A call never fails: an error is answered as {"error": {"code", "where", "reason"}}. A guided session is kept from one
// call to the next (one at a time); all else is told with each call. Not for several threads at once.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/engine.hpp"

namespace knotwork::wasm {

struct Action {
    std::string_view name;
    std::string_view request;  // schema, by its place in schemas/; empty: none is read
    std::string_view answer;   // the same
};
std::span<const Action> list_actions();
// The list as JSON: [{"name", "request", "answer"}], without a request where none is read.
std::string actions_json();

class Actions {
  public:
    explicit Actions(Engine engine);

    const Engine& engine() const { return engine_; }
    std::string call(std::string_view action, std::string_view request);

  private:
    friend struct ActionTable;

    struct OpenSession {
        CasePlan plan;
        GuidedSession session;
    };

    Engine engine_;
    TraceScratch scratch_;
    std::optional<OpenSession> open_;
};

}  // namespace knotwork::wasm
