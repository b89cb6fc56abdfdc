#include "report/document.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "engine/drawing_check.hpp"
#include "engine/painter.hpp"
#include "report/document_parts.hpp"

namespace knotwork {
namespace {

constexpr double pixels_per_point = 2.4;
constexpr double text_bottom = 806, running_top = 51, header_top = 34;
constexpr double column_gap = 23;

std::vector<float> as_shares(const std::vector<std::uint8_t>& painted) { return {painted.begin(), painted.end()}; }

struct Journal {
    std::vector<Snapshot> snapshots;
    std::vector<SessionSummary> sessions;
};

Error placed(Error error, std::size_t entry) {
    const std::string place = fmt::format("records.entries[{}]", entry);
    error.where = error.where.empty() ? place : place + "." + error.where;
    return error;
}

Result<Journal> read_journal(const Atlas& atlas, const Painter& painter, const ReportInput& input) {
    Journal out;
    if (input.records == nullptr) return out;
    for (std::size_t i = 0; i < input.records->entries.size(); ++i) {
        const Entry& entry = input.records->entries[i];
        if (entry.at.date() > input.today) continue;
        if (entry.kind == EntryKind::session) {
            if (Result<SessionSummary> session = parse_session(entry.text)) out.sessions.push_back(std::move(*session));
            continue;
        }
        std::optional<Drawing> drawing;
        if (entry.kind == EntryKind::drawing) {
            Result<Drawing> parsed = parse_drawing(entry.text);
            if (!parsed) return tl::unexpected(placed(parsed.error(), i));
            drawing = std::move(*parsed);
        } else if (entry.kind == EntryKind::case_) {
            Result<Case> parsed = parse_case(atlas, entry.text);
            if (!parsed) return tl::unexpected(placed(parsed.error(), i));
            drawing = std::move(parsed->drawing);
        }
        if (!drawing) continue;
        const Result<Painting> painting = painter.paint(*drawing);
        if (!painting) return tl::unexpected(placed(painting.error(), i));
        out.snapshots.push_back({entry.at.date(), as_shares(painting->painted), painting->area_cm2});
    }
    return out;
}

// The block at the head of the first page.
class Header {
  public:
    Header(Canvas& canvas, const ReportInput& input)
        : date_(canvas, {{format_day(input.today)}}, {.size = 9, .width = date_width, .line_spacing = 1.0}),
          name_(canvas, {{first_line(input), Weight::bold}},
                {.size = 19, .width = name_width(canvas), .line_spacing = 1.0}),
          about_(canvas, {{second_line(input)}},
                 {.size = 9.4,
                  .colour = style::quiet_ink,
                  .width = canvas.width() - 2 * style::margin,
                  .line_spacing = 1.05}) {}
    double bottom() const { return header_top + 12 + name_.height() + about_.height() + 9; }
    void draw(Canvas& canvas) const {
        canvas.draw_text("Pain report", {style::margin, header_top - 2},
                         {.size = 8, .weight = Weight::bold, .colour = style::pain, .spacing = 0.4});
        canvas.draw_text("Knotwork", {canvas.width() - style::margin, header_top - 2},
                         {.size = 8, .colour = style::quiet_ink, .align = Align::right, .spacing = 0.4});
        name_.draw(canvas, {style::margin, header_top + 10});
        date_.draw(canvas, {canvas.width() - style::margin - date_.width(), header_top + 20});
        about_.draw(canvas, {style::margin, header_top + 12 + name_.height()});
        const double y = bottom() - 2;
        const std::array<PagePoint, 2> line{PagePoint{style::margin, y}, PagePoint{canvas.width() - style::margin, y}};
        canvas.draw_line(line, style::hairline, 0.8);
        const std::array<PagePoint, 2> accent{PagePoint{style::margin, y}, PagePoint{style::margin + 46, y}};
        canvas.draw_line(accent, style::pain, 2.2);
    }

  private:
    static constexpr double date_width = 90;
    static double name_width(const Canvas& canvas) { return canvas.width() - 2 * style::margin - date_width - 12; }
    static std::string first_line(const ReportInput& input) {
        if (!input.person.empty()) return input.person;
        return input.title.empty() ? "Case without a name" : input.title;
    }
    static std::string second_line(const ReportInput& input) {
        std::vector<std::string> parts;
        const Facts& facts = input.known.facts;
        parts.push_back(facts.age ? fmt::format("{:g} years", *facts.age) : "age not given");
        parts.emplace_back(!facts.sex ? "sex not given" : *facts.sex == Sex::female ? "female" : "male");
        if (facts.pain) parts.push_back(fmt::format("pain {:g} of 10", *facts.pain));
        if (!input.person.empty() && !input.title.empty()) parts.push_back(input.title);
        if (input.progress != nullptr) parts.push_back("followed since " + format_day(input.progress->begun));
        std::string out;
        for (const std::string& part : parts) out += (out.empty() ? "" : "  ·  ") + part;
        return out;
    }

    TextBlock date_, name_, about_;
};

void draw_running_head(Canvas& canvas, const ReportInput& input) {
    const double room = canvas.width() - 2 * style::margin;
    std::string words = input.person;
    if (!input.title.empty()) words += (words.empty() ? "" : "  ·  ") + input.title;
    if (words.empty()) words = "Case without a name";
    canvas.draw_text(showable(words), {style::margin, header_top - 2},
                     {.size = 8, .weight = Weight::semibold, .width = room - 100, .shortened = true});
    canvas.draw_text(format_day(input.today), {canvas.width() - style::margin, header_top - 2},
                     {.size = 8, .colour = style::quiet_ink, .align = Align::right});
}

void draw_foot(Canvas& canvas, std::size_t page, std::size_t count, const Atlas& atlas) {
    const double y = canvas.height() - 27;
    canvas.draw_text("Education, not medical advice; it does not replace an examination.", {style::margin, y},
                     {.size = 7.5, .colour = style::quiet_ink});
    canvas.draw_text(fmt::format("atlas {}   ·   page {} of {}", atlas.hash().substr(0, 8), page + 1, count),
                     {canvas.width() - style::margin, y},
                     {.size = 7.5, .colour = style::quiet_ink, .align = Align::right});
}

// A stream in two halves of about the same height, for two columns.
std::pair<Stream, Stream> halves(Stream stream) {
    double total = 0, above = 0, best = 1e300;
    for (const Piece& piece : stream) total += piece.before + piece.height;
    std::size_t cut = stream.size();
    for (std::size_t i = 0; i < stream.size(); ++i) {
        above += stream[i].before + stream[i].height;
        const double off = std::abs(above - total / 2);
        const bool begins = i + 1 == stream.size() || stream[i + 1].before > 0;  // a paragraph does after it
        if (!stream[i].with_next && begins && off < best) {
            best = off;
            cut = i + 1;
        }
    }
    const auto middle = stream.begin() + static_cast<std::ptrdiff_t>(cut);
    Stream second(std::make_move_iterator(middle), std::make_move_iterator(stream.end()));
    stream.erase(middle, stream.end());
    if (!stream.empty()) stream.front().before = 0;
    if (!second.empty()) second.front().before = 0;
    return {std::move(stream), std::move(second)};
}

class Report {
  public:
    Report(const ReportContext& context, Journal journal, std::vector<float> painted)
        : context_(context),
          journal_(std::move(journal)),
          figure_(choose_figure(context, std::move(painted))),
          width_(context.canvas.width() - 2 * style::margin),
          half_((width_ - column_gap) / 2) {}

    Flow lay_out(double first_top) {
        const PageRoom room{first_top, running_top, text_bottom};
        return context_.is_emergency() ? emergency(room) : full(room);
    }

  private:
    static constexpr double left = style::margin;
    double right() const { return left + half_ + column_gap; }

    template <class Write>
    Stream written(double width, const Write& write) {
        Writer writer(context_.canvas, width);
        write(writer);
        return writer.take();
    }

    Flow emergency(const PageRoom& room) {
        Flow flow(room);
        flow.place({{written(width_,
                             [&](Writer& w) {
                                 write_urgency(context_, w);
                                 w.gap(10);
                                 write_answer(context_, w);
                             }),
                     left}});
        constexpr double figure_height = 330;
        Stream picture = written(half_, [&](Writer& w) {
            w.gap(10);
            if (!figure_.shots.empty()) w.add(draw_figures(context_, figure_, half_, figure_height));
            w.gap(6);
            write_words(context_, w);
        });
        Stream screen = written(half_, [&](Writer& w) { write_screen(context_, w); });
        flow.place({{std::move(picture), left}, {std::move(screen), right()}});
        place_end(flow);
        return flow;
    }

    // Notes, and what it all rests on.
    void place_end(Flow& flow) {
        flow.place({{written(width_,
                             [&](Writer& w) {
                                 write_notes(context_, w);
                                 w.gap(7);
                                 write_works(context_, w);
                             }),
                     left}});
    }

    // What stands on the first page, with a figure of this height.
    struct FirstPage {
        Stream head, words, reasons, beside;
    };
    bool has_more() const {
        return context_.input.plan.refusal == PlanRefusal::none || context_.input.progress != nullptr;
    }
    void write_meanwhile(Writer& w) {
        if (context_.input.plan.plan.advice.empty()) return;
        w.heading("Meanwhile");
        write_advice(context_, w);
    }
    // Where nothing follows, the rest may stand beside the danger signs, or across the page below.
    enum class Rest : std::uint8_t { beside, below };
    FirstPage write_first(Rest rest) {
        FirstPage out;
        out.head = written(width_, [&](Writer& w) {
            write_urgency(context_, w);
            write_answer(context_, w);
        });
        out.words = written(width_, [&](Writer& w) {
            w.gap(4);
            write_words(context_, w);
        });
        out.reasons = written(half_, [&](Writer& w) {
            write_reasons(context_, w);
            if (!context_.assessment().standing) write_alternatives(context_, w);
            if (context_.input.plan.refusal == PlanRefusal::none) return;
            write_plan(context_, w);
            if (has_more() || rest == Rest::below) return;
            write_meanwhile(w);
            write_notes(context_, w);
            w.gap(7);
            write_works(context_, w);
        });
        out.beside = written(half_, [&](Writer& w) {
            if (context_.assessment().standing) write_alternatives(context_, w);
            write_screen(context_, w);
        });
        return out;
    }
    // Smaller where the figure is.
    Stream write_strip(double figure_height) {
        constexpr double most = 118, least = 88, share = 0.47;
        const Piece strip =
            draw_strip(context_, figure_, journal_.snapshots, width_, std::clamp(share * figure_height, least, most));
        if (strip.height <= 0) return {};
        return written(width_, [&](Writer& w) {
            w.heading("The drawing over time",
                      journal_.snapshots.size() > 4 ? fmt::format("4 of {} drawings", journal_.snapshots.size()) : "");
            w.add(strip);
        });
    }
    Flow place_first(const PageRoom& room, const FirstPage& parts, Rest rest, double figure_height) {
        Flow flow(room);
        flow.place({{parts.head, left}});
        if (!figure_.shots.empty()) {
            Piece figures = draw_figures(context_, figure_, width_, figure_height);
            figures.before = 6;
            flow.place({{{std::move(figures)}, left}});
        }
        flow.place({{parts.words, left}});
        flow.place({{write_strip(figure_height), left}});
        flow.place({{parts.reasons, left}, {parts.beside, right()}});
        if (has_more() || rest == Rest::beside) return flow;
        place_advice(flow);
        place_end(flow);
        return flow;
    }

    Flow full(const PageRoom& room) {
        const ReportInput& input = context_.input;
        // The figure is as high as lets all of this stand on one page; where none does, it goes on on the next.
        constexpr double most_figure = 330, least_figure = 180, step = 5, usual_figure = 260;
        const auto fitted = [&](Rest rest) {
            const FirstPage first = write_first(rest);
            for (double height = most_figure; height >= least_figure; height -= step)
                if (Flow flow = place_first(room, first, rest, height); flow.page() == 0) return flow;
            return place_first(room, first, rest, usual_figure);
        };
        Flow flow = fitted(Rest::below);
        if (flow.page() > 0 && !has_more())
            if (Flow other = fitted(Rest::beside); other.page() == 0) flow = std::move(other);
        if (!has_more()) return flow;
        if (flow.page() == 0) flow.next_page();
        // The chart of the course is as high as lets two pages be enough; where none does, it has its usual height.
        constexpr double most_chart = 190, least_chart = 100, usual_chart = 146;
        const auto completed = [&](double chart_height) {
            Flow whole = flow;
            if (input.plan.refusal == PlanRefusal::none) place_plan(whole);
            if (input.progress != nullptr) place_course(whole, chart_height);
            // Beside a course, the advice of a plan is left to the plan, and said to be there.
            if (input.progress == nullptr || input.plan.refusal != PlanRefusal::none) place_advice(whole);
            place_end(whole);
            return whole;
        };
        if (input.progress == nullptr) return completed(usual_chart);
        for (double height = most_chart; height >= least_chart; height -= 2 * step)
            if (Flow whole = completed(height); whole.page_count() <= 2) return whole;
        return completed(usual_chart);
    }

    void place_plan(Flow& flow) {
        flow.place({{written(width_, [&](Writer& w) { write_plan(context_, w); }), left}});
        const PlanEdits& edits = context_.input.plan.request.edits;
        constexpr std::size_t longest_beside = 400;
        const bool is_beside = edits.note.size() <= longest_beside;
        const auto below = [&](double width, const auto& write) {
            return written(width, [&](Writer& w) {
                w.gap(6);
                write(w);
            });
        };
        Stream before = below(half_, [&](Writer& w) {
            write_before(context_, w);
            if (is_beside) write_edits(context_, w);
        });
        Stream protocols = below(half_, [&](Writer& w) { write_protocols(context_, w); });
        flow.place({{std::move(before), left}, {std::move(protocols), right()}});
        if (!is_beside) flow.place({{below(width_, [&](Writer& w) { write_edits(context_, w); }), left}});
    }

    void place_advice(Flow& flow) {
        auto [advice, more] = halves(written(half_, [&](Writer& w) { write_advice(context_, w); }));
        if (advice.empty()) return;
        flow.place({{written(width_,
                             [&](Writer& w) {
                                 w.heading(context_.input.plan.plan.items.empty() ? "Meanwhile"
                                                                                  : "Besides, and when to stop");
                             }),
                     left}});
        flow.place({{std::move(advice), left}, {std::move(more), right()}});
    }

    void place_course(Flow& flow, double chart_height) {
        flow.place({{written(width_, [&](Writer& w) { write_course(context_, chart_height, w); }), left}});
        const double narrow = 0.35 * width_;
        Stream practice = written(narrow, [&](Writer& w) {
            w.gap(4);
            write_practice(context_, journal_.sessions, w);
        });
        Stream next = written(width_ - narrow - column_gap, [&](Writer& w) {
            w.gap(4);
            write_next(context_, w);
        });
        flow.place({{std::move(practice), left}, {std::move(next), left + narrow + column_gap}});
    }

    const ReportContext& context_;
    Journal journal_;
    FigureParts figure_;
    double width_, half_;
};

}  // namespace

Result<PictureBytes> draw_report(const Engine& engine, const ReportInput& input) {
    const Atlas& atlas = engine.atlas();
    const Painter painter(atlas);
    Result<Journal> journal = read_journal(atlas, painter, input);
    if (!journal) return tl::unexpected(journal.error());
    std::vector<float> painted = as_shares(input.plan.assessment.trace.painted);
    if (painted.empty() && input.known.drawing) {  // an emergency leaves the trace out
        const Result<Painting> painting = painter.paint(*input.known.drawing);
        if (!painting) return tl::unexpected(painting.error());
        painted = as_shares(painting->painted);
    }
    if (std::none_of(painted.begin(), painted.end(), [](float share) { return share > 0; })) painted.clear();

    std::string title = "Pain report";
    if (!input.person.empty()) title += ": " + input.person;
    if (!input.title.empty()) title += (input.person.empty() ? ": " : ", ") + input.title;
    Canvas canvas(PictureFormat::pdf, a4_short, a4_long, pixels_per_point, showable(title), rgb(0xFFFFFF));
    Bibliography cited(atlas);
    const ReportContext context{engine, atlas, input, canvas, cited};
    const Header header(canvas, input);
    Report report(context, std::move(*journal), std::move(painted));
    const Flow flow = report.lay_out(header.bottom() + 8);
    for (std::size_t page = 0; page < flow.page_count(); ++page) {
        if (page == 0) {
            header.draw(canvas);
        } else {
            canvas.next_page();
            draw_running_head(canvas, input);
        }
        flow.draw(canvas, page);
        draw_foot(canvas, page, flow.page_count(), atlas);
    }
    return canvas.finish();
}

}  // namespace knotwork
