// Writes tests/cases/digest.txt anew: what the case library answers now.
#include <fstream>

#include "engine/case_library.hpp"

int main() {
    std::ofstream out(KNOTWORK_ROOT "/tests/cases/digest.txt");
    out << knotwork::test::format_digest(knotwork::test::trace_case_library());
    return out.good() ? 0 : 1;
}
