// A PNG's pixels, for tests that look at what was drawn.
#pragma once

#include <cairo.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace knotwork::test {

struct Decoded {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;  // 0xAARRGGBB

    std::uint32_t at(double x, double y) const {
        const int column = std::clamp(static_cast<int>(x), 0, width - 1),
                  row = std::clamp(static_cast<int>(y), 0, height - 1);
        return pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(column)] &
               0xFFFFFFu;
    }
};

inline Decoded decode_png(std::span<const std::byte> png) {
    const auto read = [](void* closure, unsigned char* out, unsigned int length) {
        auto& rest = *static_cast<std::span<const std::byte>*>(closure);
        if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
        std::memcpy(out, rest.data(), length);
        rest = rest.subspan(length);
        return CAIRO_STATUS_SUCCESS;
    };
    cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(read, &png);
    Decoded decoded;
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        decoded.width = cairo_image_surface_get_width(surface);
        decoded.height = cairo_image_surface_get_height(surface);
        const auto width = static_cast<std::size_t>(decoded.width), height = static_cast<std::size_t>(decoded.height);
        const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
        decoded.pixels.resize(width * height);
        for (std::size_t row = 0; row < height; ++row)
            std::memcpy(decoded.pixels.data() + row * width, cairo_image_surface_get_data(surface) + row * stride,
                        width * sizeof(std::uint32_t));
    }
    cairo_surface_destroy(surface);
    return decoded;
}

}  // namespace knotwork::test
