// Prints how std::from_chars reads a list of texts. Built twice, natively and to WebAssembly, where cmake/wasm/charconv
// stands in for what the library lacks; both must print the same.
#include <charconv>
#include <cstdio>
#include <string_view>
#include <system_error>

namespace {

template <class Number>
void print(std::string_view text) {
    Number value = -7;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const char* words = error == std::errc()                      ? "read"
                        : error == std::errc::result_out_of_range ? "out of range"
                                                                  : "no number";
    std::printf("'%.*s': %s, %d characters, %.17g\n", static_cast<int>(text.size()), text.data(), words,
                static_cast<int>(end - text.data()), static_cast<double>(value));
}

}  // namespace

int main() {
    for (const std::string_view text :
         {"1.5",    "-0.25cm", "+1",     ".5",    "5.",  "1e",        "1e5x",        "1e-2",    "1e999",
          "1e-999", "1e-40",   "1e-310", "1e39",  "inf", "Infinityx", "NaN",         "-inf",    "0x10",
          " 1",     "-",       "",       "1.2.3", "e5",  "-.e3",      "0.1",         "00012.5", "1,5",
          "--1",    "1e+",     "1e-x",   "in",    "n",   "16777217.", "3.4028236e38"}) {
        print<float>(text);
        print<double>(text);
    }
    // Cut off by its end, not by a zero.
    print<float>(std::string_view("12345").substr(1, 2));
}
