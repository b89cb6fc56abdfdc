// docs/accuracy.md, written from measured figures and nothing else.
#pragma once

#include <string>

#include "study/evaluate.hpp"

namespace knotwork::study {

std::string render_accuracy_page(const Accuracy& accuracy);

}  // namespace knotwork::study
