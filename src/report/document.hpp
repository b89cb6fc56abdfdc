// A case for a therapist: two pages, A4 upright, that say what it probably is, why, what else it could be, what was
// asked for danger signs and what was not, what is done about it, and how it goes.
//
//     ReportInput input{.known = known, .plan = plan, .today = today, .person = "R. F.", .title = "Right buttock"};
//     Result<PictureBytes> pdf = draw_report(engine, input);
//
// An emergency that was not acknowledged stands alone: its page shows the drawing and what was asked, and nothing else.
// What is too long goes on on a third page; nothing is cut. Same input, same bytes (on one machine). Cost: about two
// seconds and half a megabyte, most of it the views of the body.
#pragma once

#include <string>

#include "engine/engine.hpp"
#include "report/picture.hpp"

namespace knotwork {

struct ReportInput {
    const Case& known;
    const CasePlan& plan;
    const Records* records = nullptr;    // of one episode; its drawings and sessions are shown
    const Progress* progress = nullptr;  // the course of it
    Date today;
    std::string person;  // name or initials; may be empty
    std::string title;   // of the episode; may be empty
};

// Errors: those of parse_case, parse_drawing and Painter::paint for what the records hold, with "records.entries[3]"
// before the place. Sessions that cannot be read are left out, as assess_progress does and says.
Result<PictureBytes> draw_report(const Engine& engine, const ReportInput& input);

}  // namespace knotwork
