// Reports for a therapist: what is told, where it stands, and that nothing is lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "atlas/atlas_file.hpp"
#include "engine/words.hpp"
#include "report/made_up_journal.hpp"
#include "report/pdf_text.hpp"

namespace knotwork {
namespace {

const Engine& engine() {
    static const Result<Engine> instance = load_engine(test::get_atlas_bytes());
    return *instance;
}
const Atlas& atlas() { return engine().atlas(); }

std::string read_example(const std::string& name) {
    std::ifstream in(std::string(KNOTWORK_ROOT "/examples/") + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

const Date today = add_days(test::made_up_start, 56);
constexpr const char* unknown_case = R"({"format": "knotwork.case/1", "drawing": {"format": "knotwork.drawing/1",
    "marks": [{"regions": ["left forearm", "right foot", "back of neck"], "intensity": 5}]}})";

// A case, its plan, and what is drawn of them.
struct Drawn {
    std::string text;  // of the case
    Case known;
    CasePlan plan;
    test::MadeUpCourse course;
    PictureBytes pdf;

    explicit Drawn(std::string case_text, bool with_course = false, const PlanEdits& edits = {},
                   const std::string& note = {})
        : text(std::move(case_text)) {
        Result<Case> parsed = parse_case(atlas(), text);
        EXPECT_TRUE(parsed.has_value());
        if (!parsed) return;
        known = std::move(*parsed);
        if (known.drawing && !note.empty()) known.drawing->marks.front().note = note;
        TraceScratch scratch;
        Result<CasePlan> made = plan_case(engine(), known, {.start = today, .pressure = {}, .edits = edits}, scratch);
        EXPECT_TRUE(made.has_value());
        if (!made) return;
        plan = std::move(*made);
        ReportInput input = input_without_course();
        if (with_course) {
            course = test::assess(engine(), test::eight_weeks(text), today);
            input.records = &course.records;
            input.progress = &course.progress;
        }
        Result<PictureBytes> bytes = draw_report(engine(), input);
        EXPECT_TRUE(bytes.has_value()) << bytes.error().message();
        pdf = bytes.value_or(PictureBytes{});
    }
    ReportInput input_without_course() const {
        return {.known = known, .plan = plan, .today = today, .person = "R. F.", .title = "Right buttock & <leg>"};
    }
};

// Every document that the tests look at, drawn once.
const Drawn& drawn(const std::string& which) {
    static const Drawn runner(read_example("runner-case.json"), true), alone(read_example("runner-case.json")),
        emergency(read_example("cases/cauda-equina-retention.json")),
        condition(read_example("cases/meralgia-soccer.json")), urgent(read_example("cases/femoral-neck-i-test.json")),
        unknown(unknown_case);
    if (which == "runner") return runner;
    if (which == "alone") return alone;
    if (which == "emergency") return emergency;
    if (which == "condition") return condition;
    return which == "urgent" ? urgent : unknown;
}
const std::vector<std::string> all_of_them{"runner", "alone", "emergency", "condition", "urgent", "unknown"};

bool holds(const std::string& text, const std::string& words) {
    return text.find(test::squeezed(words)) != std::string::npos;
}

// All words lie within the page, and no two on one another.
void expect_tidy(const PictureBytes& pdf, const std::string& which) {
    const std::vector<test::PdfWord> words = test::read_words(pdf);
    ASSERT_GT(words.size(), 20u) << which;
    constexpr double width = 595, height = 842, edge = 18;
    for (const test::PdfWord& w : words) {
        EXPECT_GE(w.left, edge) << which << ": " << w.text;
        EXPECT_LE(w.right, width - edge) << which << ": " << w.text;
        EXPECT_GE(w.top, edge) << which << ": " << w.text;
        EXPECT_LE(w.bottom, height - 10) << which << ": " << w.text;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (std::size_t k = i + 1; k < words.size(); ++k) {
            const test::PdfWord &a = words[i], &b = words[k];
            if (a.page != b.page) continue;
            const double across = std::min(a.right, b.right) - std::max(a.left, b.left);
            const double down = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
            // Boxes hold room above and below the letters: lines set close share some of it.
            const double lower = std::min(a.bottom - a.top, b.bottom - b.top);
            EXPECT_FALSE(across > 1 && down > 0.45 * lower)
                << which << ", page " << a.page + 1 << ": " << a.text << " on " << b.text;
        }
    }
}

class Documents : public testing::Test {
  protected:
    void SetUp() override {
        if (!test::has_poppler()) GTEST_SKIP() << "needs poppler-utils";
    }
};

TEST_F(Documents, HaveAsManyPagesAsTheyNeed) {
    EXPECT_EQ(test::count_pages(drawn("runner").pdf), 2u);
    EXPECT_EQ(test::count_pages(drawn("alone").pdf), 2u);
    EXPECT_EQ(test::count_pages(drawn("emergency").pdf), 1u);
    EXPECT_EQ(test::count_pages(drawn("condition").pdf), 1u);
    EXPECT_EQ(test::count_pages(drawn("unknown").pdf), 1u);
    for (const std::string& which : all_of_them) EXPECT_LT(drawn(which).pdf.size(), 1u << 20) << which;
}

TEST_F(Documents, KeepEveryWordOnThePageAndApart) {
    for (const std::string& which : all_of_them) expect_tidy(drawn(which).pdf, which);
}

TEST_F(Documents, SayWhoseTheyAreAndNoDate) {
    const std::string info = test::read_info(drawn("runner").pdf);
    EXPECT_TRUE(holds(test::squeezed(info), "Title: Pain report: R. F., Right buttock & <leg>")) << info;
    EXPECT_TRUE(holds(test::squeezed(info), "Author: Knotwork"));
    EXPECT_EQ(info.find("Date"), std::string::npos) << info;
    EXPECT_TRUE(holds(test::squeezed(info), "(A4)"));
}

TEST_F(Documents, HoldTheirFonts) {
    const std::string fonts = test::read_fonts(drawn("runner").pdf);
    std::size_t lines = 0;
    for (std::size_t at = fonts.find('\n', fonts.find("---")) + 1; at < fonts.size(); at = fonts.find('\n', at) + 1) {
        ++lines;
        const std::string line = fonts.substr(at, fonts.find('\n', at) - at);
        EXPECT_NE(line.find("yes yes yes"), std::string::npos) << line;
    }
    EXPECT_GE(lines, 3u);
}

TEST_F(Documents, TellTheAnswerThePlanAndWhatItRestsOn) {
    const Drawn& runner = drawn("runner");
    const std::string text = test::read_text(runner.pdf);
    for (const char* words : {"R. F.",
                              "38 years · male",
                              "Gluteus minimus, point 2, right: more than 9 in 10",
                              "Active: pressing it",
                              "worst after the long run; hard to get up from a chair",
                              "For and against",
                              "Recognised pain on pressing",
                              "41 of 41 asked",
                              "None is positive.",
                              "27 Sep 2026",
                              "440 cm² painted",
                              "review on 6 Dec 2026",
                              "Long and moderate",
                              "Plateau since",
                              "responds",
                              "34 finished since the latest plan, of about 56 planned by today",
                              "more than chance, and more than the 9 that matter",
                              "Turning the hip in, left",
                              "Pressure threshold, gluteus minimus 2, right",
                              "no size of change that matters is known",
                              "on average 7, 19 readings",
                              "Expected by now:",
                              "Education, not medical advice",
                              "page 2 of 2"})
        EXPECT_TRUE(holds(text, words)) << words;
    ASSERT_FALSE(runner.plan.plan.items.empty());
    for (const PlanItem& item : runner.plan.plan.items) {
        const Atlas::Remedy& remedy = atlas().remedies()[item.remedy.value];
        EXPECT_TRUE(holds(text, std::string(atlas().text(remedy.name)))) << atlas().text(remedy.name);
        for (const std::string& why : item.why) EXPECT_TRUE(holds(text, why)) << why;
        for (const std::uint32_t c : atlas().refs(remedy.cites))
            EXPECT_TRUE(holds(text, format_short_citation(atlas(), atlas().citations()[c])));
        std::string dose = format_dose(atlas(), item);
        std::replace(dose.begin(), dose.end(), ';', ' ');  // one part a line
        EXPECT_TRUE(holds(text, dose)) << dose;
    }
    // Addresses are not cut at the end of a line.
    for (const std::uint32_t c : atlas().refs(atlas().remedies()[runner.plan.plan.items[0].remedy.value].cites)) {
        const std::string_view doi = atlas().text(atlas().citations()[c].doi);
        EXPECT_TRUE(doi.empty() || holds(text, "doi:" + std::string(doi))) << doi;
    }
}

TEST_F(Documents, PutAnEmergencyFirstAndNothingBesideIt) {
    const std::string text = test::read_text(drawn("emergency").pdf);
    const std::size_t emergency = text.find("Emergency: get help now");
    ASSERT_NE(emergency, std::string::npos);
    EXPECT_LT(emergency, 200u);
    EXPECT_TRUE(holds(text, "Emergency services"));
    EXPECT_TRUE(holds(text, "Yes: New bladder trouble; Numb saddle."));
    EXPECT_TRUE(holds(text, "Not asked; that is not a no:"));
    for (const char* words : {"For and against", "What else it could be", "Press:", "Plan"})
        EXPECT_FALSE(holds(text, words)) << words;
}

TEST_F(Documents, TellEveryDangerSignOnceByHowItWasAnswered) {
    const Drawn& emergency = drawn("emergency");
    const std::string text = test::read_text(emergency.pdf);
    for (const Atlas::Finding& finding : atlas().findings())
        EXPECT_TRUE(!is_danger_sign(finding) || holds(text, std::string(atlas().text(finding.name))));
    // Who is a man is not asked what concerns women alone.
    EXPECT_FALSE(holds(test::read_text(drawn("runner").pdf), "Pregnant"));
}

TEST_F(Documents, OfAConditionSayWhatItIsAndWhomToSee) {
    const std::string text = test::read_text(drawn("condition").pdf);
    for (const char* words : {"Meralgia paraesthetica, right", "No muscle plan", "Whom to see: Family doctor",
                              "Burning, tingling and numb.", "0 of 42 asked"})
        EXPECT_TRUE(holds(text, words)) << words;
    EXPECT_FALSE(holds(text, "trigger point"));
    EXPECT_TRUE(holds(test::read_text(drawn("unknown").pdf), "It is not clear where this comes from"));
    EXPECT_TRUE(holds(test::read_text(drawn("urgent").pdf), "Today: to be looked at the same day"));
}

TEST_F(Documents, AreTheSameBytesEveryTime) {
    const Drawn again(read_example("runner-case.json"), true);
    EXPECT_EQ(again.pdf, drawn("runner").pdf);
}

// Words that can be told apart, so that a lost one is found.
std::string numbered_words(const std::string& stem, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += stem + std::to_string(i) + (i % 12 == 11 ? ". " : " ");
    return out;
}

TEST_F(Documents, LoseNothingHoweverLongItIs) {
    for (const std::size_t length : {30u, 400u, 1500u}) {
        const std::size_t said = std::min<std::size_t>(length / 4, 100);  // a note of a drawing has at most 1,000 bytes
        PlanEdits edits;
        edits.by = "M. Therapist";
        edits.note = numbered_words("agreed", length);
        std::size_t number = 0;
        for (const char* id : {"side-plank", "lying-figure-four", "deep-lunge", "childs-pose"}) {
            const Atlas::Remedy* remedy = atlas().find_remedy(id);
            ASSERT_NE(remedy, nullptr) << id;
            const auto side = remedy->sided != 0 ? std::optional(Side::right) : std::nullopt;
            edits.additions.push_back({RemedyId{static_cast<std::uint32_t>(remedy - atlas().remedies().data())}, side,
                                       numbered_words("note" + std::to_string(++number) + "x", length / 2)});
        }
        edits.remove.emplace_back("nothing/of-this@left");
        const Drawn longer(read_example("runner-case.json"), true, edits, numbered_words("said", said));
        expect_tidy(longer.pdf, "length " + std::to_string(length));
        EXPECT_GE(test::count_pages(longer.pdf), length > 100 ? 3u : 2u);
        std::multiset<std::string> found;
        for (const test::PdfWord& word : test::read_words(longer.pdf)) {
            std::string bare;
            for (const char c : word.text)
                if (std::isalnum(static_cast<unsigned char>(c)) != 0) bare += c;
            found.insert(bare);
        }
        const auto expect_all = [&](const std::string& stem, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i)
                EXPECT_EQ(found.count(stem + std::to_string(i)), 1u) << stem << i << " of " << length;
        };
        expect_all("agreed", length);
        expect_all("said", said);
        for (std::size_t n = 1; n <= number; ++n) expect_all("note" + std::to_string(n) + "x", length / 2);
        const std::string text = test::read_text(longer.pdf);
        for (const PlanItem& item : longer.plan.plan.items)
            EXPECT_TRUE(holds(text, std::string(atlas().text(atlas().remedies()[item.remedy.value].name))));
        for (const std::string& warning : longer.plan.plan.warnings) EXPECT_TRUE(holds(text, warning.substr(1)));
        EXPECT_TRUE(holds(text, "nothing/of-this@left"));
    }
}

TEST_F(Documents, HoldEveryDangerSignAtOnce) {
    std::string answers;
    for (std::uint32_t f = 0; f < atlas().findings().size(); ++f)
        if (is_danger_sign(atlas().findings()[f]))
            for (const Subject& subject : list_subjects(atlas(), FindingId{f}))
                answers += (answers.empty() ? "\"" : ", \"") + format_subject(atlas(), subject) + "\": \"yes\"";
    const Drawn all(R"({"format": "knotwork.case/1", "answers": {)" + answers + "}}");
    ASSERT_EQ(all.plan.refusal, PlanRefusal::emergency);
    expect_tidy(all.pdf, "every danger sign");
    const std::string text = test::read_text(all.pdf);
    for (const RuleId id : all.plan.assessment.triage.reasons)
        EXPECT_TRUE(holds(text, std::string(atlas().text(atlas().rules()[id.value].say)).substr(0, 60)));
}

TEST_F(Documents, ShowWhatNoFontHasAndStrangeBytes) {
    const Drawn& alone = drawn("alone");
    ReportInput input = alone.input_without_course();
    input.person = "A\xFF\x01\tB <i>";
    input.title = std::string(300, 'W');
    const Result<PictureBytes> bytes = draw_report(engine(), input);
    ASSERT_TRUE(bytes.has_value());
    expect_tidy(*bytes, "strange");
    EXPECT_TRUE(holds(test::read_text(*bytes), "B <i>"));
}

TEST_F(Documents, SayWhatToDoNextAndWhy) {
    const Drawn& runner = drawn("runner");
    ASSERT_FALSE(runner.course.progress.steps.empty());
    const std::string text = test::read_text(runner.pdf);
    for (const StepTaken& step : runner.course.progress.steps) {
        const std::string said = format_step(atlas(), step), why(atlas().text(atlas().next_steps()[step.step].why));
        EXPECT_TRUE(holds(text, said.substr(0, 40))) << said;  // its number is drawn after the first line
        EXPECT_TRUE(holds(text, why.substr(why.size() - 60))) << why;
    }
}

TEST(Document, SaysWhatIsWrongWithItsInput) {
    const Drawn& runner = drawn("runner");
    Records broken = runner.course.records;
    broken.entries.back().text = "{";
    ReportInput damaged = runner.input_without_course();
    damaged.records = &broken;
    const Result<PictureBytes> unread = draw_report(engine(), damaged);
    ASSERT_FALSE(unread.has_value());
    EXPECT_EQ(unread.error().where.rfind("records.entries[", 0), 0u) << unread.error().message();
}

}  // namespace
}  // namespace knotwork
