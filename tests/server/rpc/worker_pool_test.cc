#include "server/rpc/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace setara {
namespace {

TEST(WorkerPoolTest, TheDestructorRunsWhatIsQueued) {
  std::atomic<int> run = 0;
  {
    WorkerPool pool(3, 1000);
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(pool.TrySubmit([&] { ++run; }));
  }
  EXPECT_EQ(run, 500);
}

TEST(WorkerPoolTest, AFullQueueRefusesAtOnceAndRecovers) {
  std::promise<void> started, release, all_run;
  std::atomic<int> run = 0;
  WorkerPool pool(1, 2);
  ASSERT_TRUE(pool.TrySubmit([&] {
    started.set_value();
    release.get_future().wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.TrySubmit([&] { ++run; }));
  EXPECT_TRUE(pool.TrySubmit([&] {
    ++run;
    all_run.set_value();
  }));
  EXPECT_FALSE(pool.TrySubmit([&] { ++run; }));
  release.set_value();
  all_run.get_future().wait();
  EXPECT_EQ(run, 2);
  EXPECT_TRUE(pool.TrySubmit([] {}));
}

}  // namespace
}  // namespace setara
