#include "tiny_world.hpp"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "atlas/tiny_atlas.hpp"

namespace knotwork::fuzz {

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

const Engine& get_tiny_engine() {
    static const std::vector<std::byte> bytes = [] {
        test::TinyAtlas tiny;
        tiny.area.assign(6, 0.004f);
        return pack(tiny);
    }();
    static const Result<Engine> engine = load_engine(bytes);
    require(engine.has_value(), "the tiny atlas loads");
    return *engine;
}

void require_sound(const std::string& text) {
    require(text.find('\n') == std::string::npos, "the answer is one line");
    const auto answer = nlohmann::json::parse(text, nullptr, false);
    require(answer.is_object(), "the answer is a JSON object");
    if (answer.contains("error")) {
        require(!answer["error"]["code"].get<std::string>().empty(), "an error has a code");
        require(!answer["error"]["reason"].get<std::string>().empty(), "an error has a reason");
        require(text.size() < 10'000, "an error is short");
        return;
    }
    const auto is_share = [](const nlohmann::json& value) { return value.is_number() && value >= 0.0 && value <= 1.0; };
    require(is_share(answer["other"]), "other is a probability");
    double before = 1;
    for (const auto& source : answer["sources"]) {
        for (const char* key : {"probability", "explains", "predicted_blank"})
            require(is_share(source[key]), "a share is from 0 to 1");
        require(source["probability"].get<double>() <= before, "sources fall in probability");
        before = source["probability"].get<double>();
    }
    require(answer["painted_cm2"].get<double>() > 0, "something is painted");
    require(answer["unexplained_cm2"].get<double>() >= 0, "the rest is an area");
}

}  // namespace knotwork::fuzz
