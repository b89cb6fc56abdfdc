// Content that runs down a page and on to the next, in one column or several side by side.
//
//     Flow flow({.first_top = 120, .top = 60, .bottom = 790});
//     flow.place({{heading, 40}});                        // one stream, at x = 40
//     flow.place({{reasons, 40}, {alternatives, 305}});   // two, from the same height; the longer one decides
//     for (std::size_t page = 0; page < flow.page_count(); ++page) flow.draw(canvas, page);
//
// A stream is cut only between pieces, and never after one that stays with the next, unless these fill more than a
// page. Nothing is dropped: what does not fit goes to the next page.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "report/canvas.hpp"

namespace knotwork {

struct Piece {
    double height = 0;
    double before = 0;                               // gap above it; none at the head of a page
    bool with_next = false;                          // stays with what follows
    std::function<void(Canvas&, PagePoint)> draw{};  // from its upper left corner
};
using Stream = std::vector<Piece>;

struct PlacedStream {
    Stream stream;
    double x = 0;
};

struct PageRoom {
    double first_top = 0, top = 0, bottom = 0;  // of the first page, of the others, of all
};

class Flow {
  public:
    explicit Flow(const PageRoom& room) : room_(room), y_(room.first_top) {}

    void place(std::vector<PlacedStream> streams);
    // What follows begins on a new page, unless nothing is on this one.
    void next_page();
    // What follows begins a page unless so much room is left.
    void need(double height);

    std::size_t page() const { return page_; }
    double y() const { return y_; }
    std::size_t page_count() const { return page_ + 1; }
    void draw(Canvas& canvas, std::size_t page) const;

  private:
    struct Placed {
        std::size_t page;
        PagePoint place;
        Piece piece;
    };
    struct End {
        std::size_t page;
        double y;
    };
    End run(Stream stream, double x);
    double top_of(std::size_t page) const { return page == 0 ? room_.first_top : room_.top; }

    PageRoom room_;
    std::size_t page_ = 0;
    double y_ = 0;
    std::vector<Placed> placed_;
};

}  // namespace knotwork
