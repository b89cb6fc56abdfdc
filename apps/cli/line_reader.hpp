// Lines of a stream in blocks, so that they can be worked on at once, with bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace knotwork::cli {

struct Line {
    std::uint64_t number = 0;  // from 1
    std::string text;          // without its line feed; cut one byte behind the limit if longer
};

class LineReader {
  public:
    LineReader(int descriptor, std::size_t longest) : descriptor_(descriptor), longest_(longest) {}

    // Replaces `lines` by the next ones, at most `most` and about a megabyte; waits for input
    // only while it has none to give. False at the end.
    bool read(std::vector<Line>& lines, std::size_t most);

    std::uint64_t bytes_read() const { return bytes_read_; }
    bool failed() const { return failed_; }

  private:
    bool refill();

    int descriptor_;
    std::size_t longest_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::string line_;
    std::uint64_t number_ = 0, bytes_read_ = 0;
    bool ended_ = false, failed_ = false;
};

}  // namespace knotwork::cli
