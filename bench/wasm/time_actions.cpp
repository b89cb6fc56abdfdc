// How long the engine's actions take natively: time_actions ATLAS. One call a line on the standard input, as for
// call_actions; after each, the times of its runs on the standard output, a JSON list of milliseconds. compare.mjs asks
// it.
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "../../apps/wasm/actions.hpp"

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::ifstream file(argv[1], std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    auto engine = knotwork::load_engine(std::as_bytes(std::span(bytes)));
    if (!engine) {
        std::cerr << engine.error().message() << '\n';
        return 1;
    }
    knotwork::wasm::Actions actions(*std::move(engine));
    for (std::string line; std::getline(std::cin, line);) {
        const auto call = nlohmann::ordered_json::parse(line);
        const auto action = call["action"].get<std::string>();
        const std::string request =
            call["request"].is_string() ? call["request"].get<std::string>() : call["request"].dump();
        auto times = nlohmann::json::array();
        for (int run = call["runs"].get<int>(); run > 0; --run) {
            const auto begin = std::chrono::steady_clock::now();
            const std::string answer = actions.call(action, request);
            const auto end = std::chrono::steady_clock::now();
            times.push_back(std::chrono::duration<double, std::milli>(end - begin).count());
            if (answer.starts_with("{\"error\"")) std::cerr << answer << '\n';
        }
        std::cout << times << std::endl;
    }
}
