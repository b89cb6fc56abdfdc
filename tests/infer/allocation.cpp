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

// Not inlined: a compiler that sees through one of the pair only takes the other for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace knotwork::infer::test {
namespace {

TEST(Allocation, NoneOnceWarm) {
    for (const Likelihood likelihood : {Likelihood::noisy_or, Likelihood::zone_latent}) {
        const RandomWorld random = make_random_world(7, 200, 60, likelihood);
        const auto model = compute_model(random.world.maps(), random.parameters);
        ASSERT_TRUE(model.has_value());
        Scratch scratch;
        std::vector<YesAnswer> answers;
        const Evidence evidence = random.evidence(answers);
        compute_posterior(*model, random.painted, evidence, scratch);
        const std::size_t before = allocations;
        compute_posterior(*model, random.painted, evidence, scratch);
        EXPECT_EQ(allocations - before, 0u);
    }
}

}  // namespace
}  // namespace knotwork::infer::test
