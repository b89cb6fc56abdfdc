// Older tables become newer ones, at once or not at all.
#include "journal/schema.hpp"

#include <gtest/gtest.h>
#include <soci/soci.h>

#include "journal/sample.hpp"

namespace knotwork::test {
namespace {

TEST(Schema, StepsAreTakenFromWhereTheTablesStand) {
    Result<Database> database = build_database("j");
    ASSERT_TRUE(database) << words(database);
    const Result<void> done = database->read([](soci::session& sql) -> Result<void> {
        std::vector<Migration> steps = list_migrations(sqlite_dialect);
        const int first = get_version(sql);
        EXPECT_EQ(first, static_cast<int>(steps.size()));
        steps.push_back({"CREATE TABLE extra (a INTEGER) STRICT", "INSERT INTO extra VALUES (7)"});
        migrate(sql, steps);
        migrate(sql, steps);
        int value = 0, count = 0;
        sql << "SELECT SUM(a), COUNT(*) FROM extra", soci::into(value), soci::into(count);
        EXPECT_EQ(value, 7);
        EXPECT_EQ(count, 1);
        EXPECT_EQ(get_version(sql), first + 1);

        steps.push_back({"INSERT INTO extra VALUES (8)", "INSERT INTO no_such_table VALUES (1)"});
        EXPECT_THROW(migrate(sql, steps), soci::soci_error);
        sql << "SELECT COUNT(*) FROM extra", soci::into(count);
        EXPECT_EQ(count, 1) << "all or none";
        EXPECT_EQ(get_version(sql), first + 1);
        return {};
    });
    EXPECT_TRUE(done) << words(done);
}

TEST(Schema, TablesRefuseWhatTheProgramWouldNeverWrite) {
    Result<Database> database = build_database("j");
    ASSERT_TRUE(database) << words(database);
    const std::string id(32, 'a');
    for (const std::string& statement : std::vector<std::string>{
             "INSERT INTO person (id, name, written, digest) VALUES ('A', 'x', 1, '')",
             "INSERT INTO person (id, name, written, digest) VALUES ('" + std::string(32, 'g') + "', 'x', 1, '')",
             "INSERT INTO person (id, name, written, digest) VALUES ('" + id + "', 'x', 'soon', '')",
             "INSERT INTO episode (id, person, title, begun, written, digest) VALUES ('" + id + "', '" + id +
                 "', 'x', '2026-01-01', 1, '')"}) {
        const Result<void> refused = database->read([&](soci::session& sql) -> Result<void> {
            sql << statement;
            return {};
        });
        EXPECT_FALSE(refused) << statement;
    }
}

TEST(Schema, SqlIsPortableButForTheDialect) {
    const Dialect other{"BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BIGINT", "DOUBLE PRECISION", "", "BEGIN"};
    for (const Migration& step : list_migrations(other))
        for (const std::string& statement : step) {
            EXPECT_EQ(statement.find('$'), std::string::npos) << statement;
            EXPECT_EQ(statement.find("STRICT"), std::string::npos) << statement;
            EXPECT_EQ(statement.find("INTEGER"), std::string::npos) << statement;
        }
}

}  // namespace
}  // namespace knotwork::test
