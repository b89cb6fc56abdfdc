// Any text as everyday words for regions, on the regions of the compiled atlas.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "atlas/atlas_file.hpp"
#include "engine/region_names.hpp"
#include "tiny_world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace knotwork;
    static const RegionNames names(test::get_atlas());
    const std::vector<std::string> phrases = split_phrases({reinterpret_cast<const char*>(data), size});
    std::vector<std::string> warnings;
    const auto regions = names.resolve(phrases, "where", warnings);
    if (!regions) {
        const std::string message = regions.error().message();
        fuzz::require(message.find('\n') == std::string::npos && message.size() < 500, "an error is one short line");
        return 0;
    }
    fuzz::require(phrases.empty() == regions->empty(), "every phrase names a region");
    for (const RegionGroup& group : *regions)
        for (const RegionId region : group)
            fuzz::require(region.value < test::get_atlas().regions().size(), "a region exists");
    return 0;
}
