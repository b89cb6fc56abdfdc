// An interview with a person at a terminal, or with a pipe that plays one.
//
//     InterviewLoop loop(engine, options, std::move(known), stdin);
//     InterviewLoop::Ending ending = loop.run();
//
// Prints to the standard output. Input that ends counts as `q`. Every step can be taken back with `b`, as far as the
// first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "terminal.hpp"

namespace knotwork::cli {

class InterviewLoop {
  public:
    enum class Ending : std::uint8_t {
        settled,    // nothing is left that is worth asking
        stopped,    // the person had enough
        emergency,  // stopped with an emergency that was not acknowledged
        broken,     // the case cannot be assessed: see error()
    };

    InterviewLoop(const Engine& engine, const InterviewOptions& options, Case known, std::istream& in,
                  const Colours& colours);

    Ending run();

    const Case& known() const { return state_.known; }
    const Assessment& assessment() const { return assessment_; }
    const Error& error() const { return *error_; }

  private:
    // Things asked before the engine leads, in this order; each is skipped where it is known.
    enum class Profile : std::uint8_t { place, age, sex, pain, done };
    enum class Move : std::uint8_t { ahead, stay, back, stop };
    struct State {
        Case known;
        Profile profile = Profile::place;
        std::vector<RuleId> told;  // danger signs that were printed already
    };

    bool assess();
    Move step();
    Move ask_profile();
    Move ask_place();
    Move ask_acknowledgement();
    Move ask_screen();
    Move ask_question();
    void tell_new_rules();

    // A line of input in lower case, trimmed; "q" at its end.
    std::string read(std::string_view prompt);
    // What every prompt takes: q and b.
    static std::optional<Move> find_move(const std::string& line);
    Side ask_side(const std::string& what, bool& both);
    // "straight-leg-raise/right yes"
    bool answer_out_of_turn(const std::string& line);
    void set_answer(const Subject& subject, Reply reply);
    void keep() { history_.push_back(state_); }
    void say(std::string_view words) const;

    const Engine& engine_;
    InterviewOptions options_;
    std::istream& in_;
    Colours colours_;
    State state_;
    std::vector<State> history_;
    Assessment assessment_;
    TraceScratch scratch_;
    std::optional<Error> error_;
};

}  // namespace knotwork::cli
