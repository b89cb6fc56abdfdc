// docs/accuracy-interview.md, written from measured figures and nothing else.
#pragma once

#include <string>

#include "study/interview_study.hpp"
#include "study/triage_study.hpp"

namespace knotwork::study {

std::string render_interview_page(const InterviewFigures& interviews, const TriageFigures& triage);

}  // namespace knotwork::study
