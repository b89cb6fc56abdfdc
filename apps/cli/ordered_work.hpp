// Work on a stream with several threads, results in the order of the input, memory bounded.
//
//     run_in_order<Block, std::string>(threads, read, work, write);
//
// `read(Block&)` fills the next block and says whether there was one; `work(Block&, worker) -> Result` runs on the
// workers, `worker` counting them from 0; `write(Result&)` gets the results in order. Reading and writing each have one
// thread, the caller's reads. At most four blocks a worker are on their way at a time.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace knotwork::cli {

template <class Block, class Output, class Read, class Work, class Write>
void run_in_order(std::size_t threads, Read read, Work work, Write write) {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::pair<std::uint64_t, Block>> waiting;
    std::map<std::uint64_t, Output> done;
    std::uint64_t read_count = 0, written_count = 0;
    bool ended = false;
    const std::uint64_t most = 4 * threads;

    const auto worker = [&](std::size_t number) {
        while (true) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return !waiting.empty() || ended; });
            if (waiting.empty()) return;
            auto [index, block] = std::move(waiting.front());
            waiting.pop_front();
            lock.unlock();
            Output output = work(block, number);
            lock.lock();
            done.emplace(index, std::move(output));
            changed.notify_all();
        }
    };
    const auto writer = [&] {
        while (true) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] {
                return (!done.empty() && done.begin()->first == written_count) ||
                       (ended && written_count == read_count);
            });
            if (done.empty()) return;
            Output output = std::move(done.begin()->second);
            done.erase(done.begin());
            lock.unlock();
            write(output);
            lock.lock();
            ++written_count;
            changed.notify_all();
        }
    };

    std::vector<std::jthread> crew;
    for (std::size_t i = 0; i < threads; ++i) crew.emplace_back(worker, i);
    crew.emplace_back(writer);
    while (true) {
        Block block;
        const bool got = read(block);
        std::unique_lock lock(mutex);
        if (!got) {
            ended = true;
            changed.notify_all();
            return;  // the crew is joined here
        }
        waiting.emplace_back(read_count++, std::move(block));
        changed.notify_all();
        changed.wait(lock, [&] { return read_count - written_count < most; });
    }
}

}  // namespace knotwork::cli
