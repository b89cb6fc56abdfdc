#include "apps/server/compression.hpp"

#include <brotli/decode.h>
#define ZLIB_CONST  // input is not written to
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <stdexcept>

namespace knotwork::server {
namespace {

constexpr int gzip_window = 15 + 16;  // the largest window, with a header of gzip
constexpr std::size_t piece = 1u << 16;

struct Deflate : z_stream {
    Deflate() : z_stream{} {
        if (deflateInit2(this, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::runtime_error("zlib cannot be set up");
    }
    Deflate(const Deflate&) = delete;
    Deflate& operator=(const Deflate&) = delete;
    ~Deflate() { deflateEnd(this); }
};

struct Inflate : z_stream {
    Inflate() : z_stream{} {
        if (inflateInit2(this, gzip_window) != Z_OK) throw std::runtime_error("zlib cannot be set up");
    }
    Inflate(const Inflate&) = delete;
    Inflate& operator=(const Inflate&) = delete;
    ~Inflate() { inflateEnd(this); }
};

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

// The files are far below 4 GB (Site's limit).
uInt size_of(std::string_view text) {
    return static_cast<uInt>(std::min<std::size_t>(text.size(), std::numeric_limits<uInt>::max()));
}

// Takes what was unpacked off the front of what should come.
bool advance(std::string_view& expected, const std::array<std::uint8_t, piece>& got, std::size_t count) {
    const std::string_view unpacked(reinterpret_cast<const char*>(got.data()), count);
    if (!expected.starts_with(unpacked)) return false;
    expected.remove_prefix(count);
    return true;
}

}  // namespace

std::string compress_gzip(std::string_view text) {
    Deflate stream;
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = bytes_of(text);
    stream.avail_in = size_of(text);
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = size_of(out);
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("zlib cannot compress");
    out.resize(stream.total_out);
    return out;
}

bool holds_gzip(std::string_view packed, std::string_view text) {
    Inflate stream;
    stream.next_in = bytes_of(packed);
    stream.avail_in = size_of(packed);
    std::array<std::uint8_t, piece> buffer;
    while (true) {
        stream.next_out = buffer.data();
        stream.avail_out = piece;
        const int state = inflate(&stream, Z_NO_FLUSH);
        if (!advance(text, buffer, piece - stream.avail_out)) return false;
        if (state == Z_STREAM_END) return text.empty() && stream.avail_in == 0;
        if (state != Z_OK) return false;
    }
}

bool holds_brotli(std::string_view packed, std::string_view text) {
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    if (!state) throw std::runtime_error("brotli cannot be set up");
    std::size_t left = packed.size();
    const std::uint8_t* next = bytes_of(packed);
    std::array<std::uint8_t, piece> buffer;
    while (true) {
        std::size_t room = piece;
        std::uint8_t* out = buffer.data();
        const BrotliDecoderResult result =
            BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &out, nullptr);
        if (!advance(text, buffer, piece - room)) return false;
        if (result == BROTLI_DECODER_RESULT_SUCCESS) return text.empty() && left == 0;
        if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return false;
    }
}

}  // namespace knotwork::server
