// Tables of refusals: one thing wrong a row.
//
//     expect_refusals("providers.toml", {{"plain = \"Looks", "plane = \"Looks", "providers.toml:1: 'plain' is
//     missing"}});
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "bake/knowledge_folder.hpp"

namespace knotwork::bake::test {

// What is replaced by what, and the refusal.
struct Refusal {
    std::string from, to, message;
};

// Each in a fresh copy of the tiny knowledge.
inline void expect_refusals(const std::string& file, std::initializer_list<Refusal> rows) {
    for (const Refusal& row : rows) {
        KnowledgeFolder folder(tiny_knowledge());
        folder.replace(file, row.from, row.to);
        EXPECT_EQ(refusal_of_spec(folder), row.message) << row.from << " -> " << row.to;
    }
}

}  // namespace knotwork::bake::test
