// The parts of a report, each written into a stream of its own: what document.cpp puts together.
#pragma once

#include <string>
#include <vector>

#include "report/document.hpp"
#include "report/page.hpp"
#include "report/progress_chart.hpp"
#include "report/views.hpp"
#include "report/writer.hpp"

namespace knotwork {

struct ReportContext {
    const Engine& engine;
    const Atlas& atlas;
    const ReportInput& input;
    Canvas& canvas;
    Bibliography& cited;

    const Assessment& assessment() const { return input.plan.assessment; }
    bool is_emergency() const { return input.plan.refusal == PlanRefusal::emergency; }
    // The leading source where there is one, else nullptr.
    const Atlas::Source* leading() const;
    bool is_condition() const { return leading() != nullptr && atlas.is_condition(*leading()); }
};

// "Right buttock and leg" with a capital; "" stays "".
std::string capitalised(std::string text);
// The words with a full stop, unless they end a sentence already.
std::string sentence_of(std::string_view text);
// "a, b and c"
std::string joined(const std::vector<std::string>& items, std::string_view last = "and");

// Danger signs that make it urgent, with what to do; nothing where there are none.
void write_urgency(const ReportContext& context, Writer& writer);
// What was asked of danger signs: yes, no, not known, and not asked.
void write_screen(const ReportContext& context, Writer& writer);

// The one sentence, and how sure.
void write_answer(const ReportContext& context, Writer& writer);
void write_reasons(const ReportContext& context, Writer& writer);
void write_alternatives(const ReportContext& context, Writer& writer);

// The drawing beside the leading field, as high as it is told.
struct FigureParts {
    std::vector<float> painted;  // a skin point; empty if nothing was drawn
    Body body = Body::neutral;
    std::vector<Shot> shots;
};
FigureParts choose_figure(const ReportContext& context, std::vector<float> painted);
Piece draw_figures(const ReportContext& context, const FigureParts& figure, double width, double height);

// What was said with the drawing.
void write_words(const ReportContext& context, Writer& writer);

// A drawing of the journal.
struct Snapshot {
    Date date;
    std::vector<float> painted;
    double area_cm2 = 0;
};
// Drawings over time: at most four, the first and the last among them.
Piece draw_strip(const ReportContext& context, const FigureParts& figure, const std::vector<Snapshot>& snapshots,
                 double width, double height);

void write_plan(const ReportContext& context, Writer& writer);    // its head and items, or why there is none
void write_before(const ReportContext& context, Writer& writer);  // what to make sure of, cautions, what is left out
void write_edits(const ReportContext& context, Writer& writer);   // what the therapist changed
void write_advice(const ReportContext& context, Writer& writer);  // what to do besides, and when to stop
void write_protocols(const ReportContext& context, Writer& writer);
void write_course(const ReportContext& context, double chart_height, Writer& writer);
void write_practice(const ReportContext& context, const std::vector<SessionSummary>& sessions, Writer& writer);
void write_next(const ReportContext& context, Writer& writer);
void write_notes(const ReportContext& context, Writer& writer);  // what was assumed or could not be followed
void write_works(const ReportContext& context, Writer& writer);  // everything cited so far

}  // namespace knotwork
