#include "report/writer.hpp"

#include <algorithm>
#include <array>

#include "engine/words.hpp"

namespace knotwork {
namespace {

constexpr double bar_width = 4, ground_padding = 12;
constexpr double hanging = 11;

}  // namespace

Work Bibliography::describe(std::uint32_t citation) const {
    const Atlas::Citation& c = atlas_->citations()[citation];
    Work out{format_short_citation(*atlas_, c), {}};
    const auto try_address = [&](Atlas::Text text, std::string_view before) {
        if (out.address.empty() && !atlas_->text(text).empty())
            out.address = std::string(before) + std::string(atlas_->text(text));
    };
    try_address(c.doi, "doi:");
    try_address(c.pmid, "PMID\u00A0");
    try_address(c.isbn, "ISBN\u00A0");
    try_address(c.url, "");
    if (atlas_->text(c.key) != "judgement") try_address(c.in, "");
    return out;
}

TextRun Bibliography::mark(std::span<const std::uint32_t> cites) {
    std::vector<std::size_t> numbers;
    for (const std::uint32_t work : cites) {
        // One work may stand in the atlas twice, for two places in it.
        const Work described = describe(work);
        const auto at = std::find(works_.begin(), works_.end(), described);
        numbers.push_back(static_cast<std::size_t>(at - works_.begin()) + 1);
        if (at == works_.end()) works_.push_back(described);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::string out;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::size_t end = i;
        while (end + 1 < numbers.size() && numbers[end + 1] == numbers[end] + 1) ++end;
        out += (out.empty() ? " [" : ",\u00A0") + std::to_string(numbers[i]);
        if (end > i + 1) {
            out += "–" + std::to_string(numbers[end]);
            i = end;
        }
    }
    if (!out.empty()) out += "]";
    return {out, Weight::regular, style::quiet_ink, 6.6};
}

void Writer::add(Piece piece) {
    const double before = std::max(piece.before, gap_);
    gap_ = 0;
    piece.before = before;
    if (on_ground_) {
        // The ground reaches up over the gap, so that it has no seams but where a page ends.
        if (before > 0 && !stream_.empty()) {
            piece.height += before;
            piece.before = 0;
        }
        const double lead = before > 0 && !stream_.empty() ? before : 0;
        piece.draw = [inner = std::move(piece.draw), height = piece.height, lead, ground = ground_, bar = bar_,
                      width = width_](Canvas& canvas, PagePoint place) {
            canvas.fill_box({place.x, place.y - 0.2, width, height + 0.4}, ground);
            canvas.fill_box({place.x, place.y - 0.2, bar_width, height + 0.4}, bar);
            if (inner) inner(canvas, {place.x + bar_width + ground_padding, place.y + lead});
        };
    }
    stream_.push_back(std::move(piece));
}

void Writer::begin_ground(Colour ground, Colour bar) {
    Piece space{.height = 0, .before = gap_, .with_next = true};
    gap_ = 0;
    stream_.push_back(std::move(space));
    on_ground_ = true;
    ground_ = ground;
    bar_ = bar;
    add({.height = ground_padding * 0.75, .with_next = true});
}

void Writer::end_ground() {
    gap_ = 0;
    if (!stream_.empty()) stream_.back().with_next = true;
    add({.height = ground_padding * 0.8});
    on_ground_ = false;
}

void Writer::lines(const TextBlock& block, double x) {
    const std::size_t count = block.line_count();
    for (std::size_t i = 0; i < count; ++i) {
        // No line of a paragraph stands alone at the end or the head of a page.
        const bool with_next = i + 1 < count && (count <= 3 || i == 0 || i + 2 == count);
        add({.height = block.line_height(i),
             .with_next = with_next,
             .draw = [block, i, x](Canvas& canvas, PagePoint at) {
                 block.draw_line(canvas, i, {at.x + x, at.y});
             }});
    }
}

void Writer::heading(std::string words, const std::string& beside) {
    const TextBlock title(*canvas_,
                          {{std::move(words), Weight::bold},
                           {beside.empty() ? "" : "   " + beside, Weight::regular, style::quiet_ink, 8.2}},
                          {.size = 10.5, .width = width_, .line_spacing = 1.05});
    gap_ = std::max(gap_, 11.0);
    heading_ = stream_.size();
    add({.height = title.height() + 9,
         .with_next = true,
         .draw = [title, width = width_](Canvas& canvas, PagePoint at) {
             const std::array<PagePoint, 2> line{PagePoint{at.x, at.y}, PagePoint{at.x + width, at.y}};
             canvas.draw_line(line, style::ink, 0.7);
             title.draw(canvas, {at.x, at.y + 4.5});
         }});
}

void Writer::kicker(std::string words) {
    const TextBlock block(*canvas_, {{std::move(words)}},
                          {.size = 7.4, .weight = Weight::bold, .width = width_, .spacing = 0.3, .line_spacing = 1.05});
    gap_ = std::max(gap_, 6.0);
    lines(block, 0);
    stream_.back().with_next = true;
    gap(2.5);
}

void Writer::paragraph(const TextRuns& runs, TextStyle text_style) {
    text_style.width = width_ - (on_ground_ ? bar_width + 2 * ground_padding : 0);
    lines(TextBlock(*canvas_, runs, text_style), 0);
    gap(3);
}

void Writer::item(std::string sign, const TextRuns& runs, TextStyle text_style) {
    text_style.width = width_ - hanging - (on_ground_ ? bar_width + 2 * ground_padding : 0);
    TextStyle sign_style = text_style;
    sign_style.width = 0;
    const TextBlock mark(*canvas_, {{std::move(sign)}}, sign_style);
    const std::size_t first = stream_.size();
    lines(TextBlock(*canvas_, runs, text_style), hanging);
    if (first < stream_.size()) {
        const double x = 0;
        const double lead =
            on_ground_ && stream_[first].height > mark.height() ? stream_[first].height - mark.height() : 0;
        const double inset = on_ground_ ? bar_width + ground_padding : 0;
        stream_[first].draw = [inner = std::move(stream_[first].draw), mark, x, lead, inset](Canvas& canvas,
                                                                                             PagePoint at) {
            if (inner) inner(canvas, at);
            mark.draw_line(canvas, 0, {at.x + x + inset, at.y + lead});
        };
    }
    gap(2);
}

void Writer::row(const std::vector<Cell>& cells, bool ruled, double padding) {
    std::vector<TextBlock> blocks;
    std::size_t most = 0;
    for (const Cell& cell : cells) {
        TextStyle text_style = cell.text_style;
        text_style.width = cell.width;
        blocks.emplace_back(*canvas_, cell.runs, text_style);
        most = std::max(most, blocks.back().line_count());
    }
    // A cell's line begins where its own lines before it end; the row is cut where all of them have room.
    struct Line {
        std::size_t cell, line;
        double y;
    };
    std::vector<Line> all;
    double bottom = 0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        double y = 0;
        for (std::size_t i = 0; i < blocks[c].line_count(); y += blocks[c].line_height(i++)) all.push_back({c, i, y});
        bottom = std::max(bottom, y);
    }
    constexpr double longest_whole = 120;  // a row up to this high is not cut
    const double slice = bottom <= longest_whole ? bottom : 12.0;
    for (double from = 0; from < bottom - 1e-6; from += slice) {
        const double to = std::min(from + slice, bottom);
        const bool is_first = from == 0, is_last = to >= bottom - 1e-6;
        std::vector<Line> here;
        double needed = to - from;
        for (const Line& line : all) {
            if (line.y < from - 1e-6 || (line.y >= to - 1e-6 && !is_last)) continue;
            here.push_back(line);
            needed = std::max(needed, line.y - from + blocks[line.cell].line_height(line.line));
        }
        add({.height = (is_last ? needed : to - from) + (is_first ? padding : 0) + (is_last ? padding : 0),
             .with_next = is_first && !is_last,
             .draw = [blocks, here, cells, from, is_first, is_last, ruled, needed, padding, width = width_](
                         Canvas& canvas, PagePoint at) {
                 const double top = at.y + (is_first ? padding : 0);
                 for (const Line& line : here)
                     blocks[line.cell].draw_line(canvas, line.line, {at.x + cells[line.cell].x, top + line.y - from});
                 if (is_last && ruled) {
                     const double y = top + needed + padding;
                     const std::array<PagePoint, 2> rule{PagePoint{at.x, y}, PagePoint{at.x + width, y}};
                     canvas.draw_line(rule, style::hairline, 0.5);
                 }
             }});
    }
}

void Writer::stay() {
    for (std::size_t i = heading_; i < stream_.size(); ++i) stream_[i].with_next = true;
}

Stream Writer::take() {
    heading_ = 0;
    gap_ = 0;
    return std::move(stream_);
}

}  // namespace knotwork
