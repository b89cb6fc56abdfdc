#include "line_reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace knotwork::cli {

bool LineReader::refill() {
    constexpr std::size_t piece = 1u << 16;
    buffer_.resize(piece);
    at_ = 0;
    ssize_t got = 0;
    do got = ::read(descriptor_, buffer_.data(), piece);
    while (got < 0 && errno == EINTR);
    failed_ = got < 0;
    buffer_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    bytes_read_ += buffer_.size();
    ended_ = buffer_.empty();
    return !ended_;
}

bool LineReader::read(std::vector<Line>& lines, std::size_t most) {
    constexpr std::size_t enough_bytes = 1u << 20;
    lines.clear();
    std::size_t bytes = 0;
    while (lines.size() < most && bytes < enough_bytes) {
        if (at_ == buffer_.size() && (ended_ || !lines.empty() || !refill())) break;
        const std::size_t end = std::min(buffer_.find('\n', at_), buffer_.size());
        const std::size_t room = longest_ + 1 - line_.size();
        line_.append(buffer_, at_, std::min(end - at_, room));
        const bool complete = end < buffer_.size();
        at_ = complete ? end + 1 : end;
        if (!complete) continue;
        bytes += line_.size();
        lines.push_back({++number_, std::move(line_)});
        line_.clear();
    }
    if (ended_ && !line_.empty() && lines.size() < most) {  // the last line has no line feed
        lines.push_back({++number_, std::move(line_)});
        line_.clear();
    }
    return !lines.empty();
}

}  // namespace knotwork::cli
