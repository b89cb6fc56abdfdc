// The shipped knowledge as read and laid out anew, beside the atlas that was baked from it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "atlas/atlas_file.hpp"
#include "bake/knowledge_folder.hpp"
#include "bake/laid_out.hpp"

namespace knotwork::bake::test {

class ShippedKnowledge : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        spec = new Spec(load_spec(shipped_knowledge()));
        laid = new LaidOut(lay_out(*spec, knotwork::test::get_geometry()));
    }
    static void TearDownTestSuite() {
        delete laid;
        delete spec;
    }
    std::string text(Atlas::Text t) const { return std::string(atlas.text(t)); }
    std::vector<std::string> cites(Atlas::Range range) const {
        std::vector<std::string> out;
        for (const auto ref : atlas.refs(range)) out.push_back(text(atlas.citations()[ref].key));
        return out;
    }
    std::vector<std::string> names(Atlas::Range range) const {
        std::vector<std::string> out;
        for (const auto name : atlas.names(range)) out.push_back(text(name));
        return out;
    }
    void expect_terms(Atlas::Range range, const std::vector<atlas_format::Term>& read, const std::string& id) const {
        const auto written = atlas.terms(range);
        ASSERT_EQ(written.size(), read.size()) << id;
        for (std::size_t i = 0; i < read.size(); ++i)
            EXPECT_TRUE(written[i].kind == read[i].kind && written[i].index == read[i].index &&
                        written[i].number == read[i].number)
                << id;
    }

    static inline const Spec* spec = nullptr;
    static inline const LaidOut* laid = nullptr;
    const Atlas& atlas = knotwork::test::get_atlas();
};

}  // namespace knotwork::bake::test
