// Calls the engine's actions natively. One call a line on the standard input, {"action": ..., "request": ...} (the
// request as text, where it is no JSON); one answer a line on the standard output.
//
//     call_actions <calls.ndjson           # the answers
//     call_actions --digest <calls.ndjson  # "NAME ACTION HASH" of each, and of all: what must be equal everywhere
//     call_actions --list                  # the actions
//
// A digest is the SHA-256 of the answer with a # in place of each number: its words, its order, and what it holds.
// Numbers are left to a comparison that allows for rounding.
#include <sodium.h>

#include <array>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "../../apps/wasm/actions.hpp"
#include "atlas/atlas_file.hpp"

namespace {

using Json = nlohmann::ordered_json;

// Each key and value on a line of its own.
void flatten(const Json& value, std::string& out) {
    if (value.is_object()) {
        out += "{\n";
        for (const auto& [key, member] : value.items()) {
            out += key + "\n";
            flatten(member, out);
        }
        out += "}\n";
    } else if (value.is_array()) {
        out += "[\n";
        for (const Json& element : value) flatten(element, out);
        out += "]\n";
    } else if (value.is_number()) {
        out += "#\n";
    } else {
        out += (value.is_string() ? value.get_ref<const std::string&>() : value.dump()) + "\n";
    }
}

std::string compute_sha256(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
    return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

std::string format_digest(const Json& call, const std::string& answer) {
    std::string flat;
    flatten(Json::parse(answer), flat);
    return call["name"].get<std::string>() + " " + call["action"].get<std::string>() + " " + compute_sha256(flat);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string mode = argc == 2 ? argv[1] : "";
    if (mode == "--list") {
        std::cout << knotwork::wasm::actions_json() << '\n';
        return 0;
    }
    auto engine = knotwork::load_engine(knotwork::test::get_atlas_bytes());
    if (!engine) {
        std::cerr << engine.error().message() << '\n';
        return 1;
    }
    knotwork::wasm::Actions actions(*std::move(engine));
    std::string digests;
    for (std::string line; std::getline(std::cin, line);) {
        const Json call = Json::parse(line);
        const Json& request = call["request"];
        if (mode == "--digest" && call.value("isWrong", false)) continue;  // only some can be sent by every door
        const std::string answer = actions.call(call["action"].get<std::string>(),
                                                request.is_string() ? request.get<std::string>() : request.dump());
        const std::string out = mode == "--digest" ? format_digest(call, answer) : answer;
        std::cout << out << '\n';
        digests += out + "\n";
    }
    if (mode == "--digest") std::cout << "all " << compute_sha256(digests) << '\n';
    return std::cout.good() ? 0 : 1;
}
