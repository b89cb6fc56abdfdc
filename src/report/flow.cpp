#include "report/flow.hpp"

#include <algorithm>
#include <utility>

namespace knotwork {

Flow::End Flow::run(Stream stream, double x) {
    End at{page_, y_};
    for (std::size_t i = 0; i < stream.size(); ++i) {
        const bool is_first = at.y <= top_of(at.page);
        double y = is_first ? at.y : at.y + stream[i].before;
        double needed = stream[i].height;
        for (std::size_t k = i; k + 1 < stream.size() && stream[k].with_next; ++k)
            needed += stream[k + 1].before + stream[k + 1].height;
        // What would not fit on an empty page either is cut where it must be.
        if (needed > room_.bottom - room_.top) needed = stream[i].height;
        if (!is_first && y + needed > room_.bottom) {
            ++at.page;
            y = top_of(at.page);
        }
        at.y = y + stream[i].height;
        placed_.push_back({at.page, {x, y}, std::move(stream[i])});
    }
    return at;
}

void Flow::place(std::vector<PlacedStream> streams) {
    End last{page_, y_};
    for (PlacedStream& placed : streams) {
        const End end = run(std::move(placed.stream), placed.x);
        if (end.page > last.page || (end.page == last.page && end.y > last.y)) last = end;
    }
    page_ = last.page;
    y_ = last.y;
}

void Flow::next_page() {
    if (y_ <= top_of(page_)) return;
    ++page_;
    y_ = room_.top;
}

void Flow::need(double height) {
    if (y_ + height > room_.bottom) next_page();
}

void Flow::draw(Canvas& canvas, std::size_t page) const {
    for (const Placed& placed : placed_)
        if (placed.page == page && placed.piece.draw) placed.piece.draw(canvas, placed.place);
}

}  // namespace knotwork
