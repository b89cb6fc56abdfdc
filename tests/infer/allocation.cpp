// A warm scratch allocates nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "infer/posterior.hpp"
#include "infer/random_world.hpp"

namespace {
std::atomic<std::size_t> allocations{0};
}

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace knotwork::infer::test {
namespace {

TEST(Allocation, NoneOnceWarm) {
    for (const Likelihood likelihood : {Likelihood::noisy_or, Likelihood::zone_latent}) {
        const RandomWorld random = make_random_world(7, 200, 60, likelihood);
        const auto model = compute_model(random.world.maps(), random.parameters);
        ASSERT_TRUE(model.has_value());
        Scratch scratch;
        compute_posterior(*model, random.painted, random.evidence, scratch);
        const std::size_t before = allocations;
        compute_posterior(*model, random.painted, random.evidence, scratch);
        EXPECT_EQ(allocations - before, 0u);
    }
}

}  // namespace
}  // namespace knotwork::infer::test
