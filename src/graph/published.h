#pragma once

/// One value that many read while one replaces it: readers never wait for the writer, nor the writer for
/// readers.
///
/// A reader announces in a slot of its own which value it is about to read, and looks whether that is still
/// the one that is published; if so, the writer will find the announcement before it frees the value. A
/// replaced value is freed at a later publishing, once no slot names it (hazard pointers: Michael 2004). A
/// reader repeats only when a publishing fell into that moment, so it is never stopped by a reader or writer
/// that sleeps.
///
/// Thread safe: read() from any thread, publish() from one at a time. REQUIRES: at most kSlots readings at
/// once; the next one spins until a slot is free.

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace confrere::graph {

template <class T>
class Published {
  static constexpr std::size_t kSlots = 64;
  static constexpr std::size_t kCacheLine = 64;
  struct alignas(kCacheLine) Slot {
    std::atomic<bool> taken = false;
    std::atomic<const T*> reads = nullptr;
  };

 public:
  /// Keeps the value it was given alive, and the slot taken, as long as it lives.
  class Reading {
   public:
    Reading(Slot& slot, const T* value) : slot_(&slot), value_(value) {}
    Reading(Reading&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)), value_(other.value_) {}
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    Reading& operator=(Reading&&) = delete;
    ~Reading() {
      if (slot_ == nullptr) return;
      slot_->reads.store(nullptr);
      slot_->taken.store(false);
    }
    const T& operator*() const { return *value_; }
    const T* operator->() const { return value_; }

   private:
    Slot* slot_;
    const T* value_;
  };

  explicit Published(std::unique_ptr<const T> first) : current_(first.release()) {}
  Published(const Published&) = delete;
  Published& operator=(const Published&) = delete;
  /// REQUIRES: no reading is left.
  ~Published() {
    delete current_.load();
    for (const T* value : replaced_) delete value;
  }

  [[nodiscard]] Reading read() const {
    Slot& slot = take_slot();
    const T* value = current_.load();
    while (true) {
      slot.reads.store(value);
      const T* again = current_.load();
      if (again == value) return Reading(slot, value);
      value = again;
    }
  }

  void publish(std::unique_ptr<const T> next) {
    replaced_.push_back(current_.exchange(next.release()));
    std::erase_if(replaced_, [this](const T* value) {
      for (const Slot& slot : slots_) {
        if (slot.reads.load() == value) return false;
      }
      delete value;
      return true;
    });
  }

 private:
  Slot& take_slot() const {
    const std::size_t first = std::hash<std::thread::id>()(std::this_thread::get_id());
    for (std::size_t i = first;; ++i) {
      Slot& slot = slots_[i % kSlots];
      bool free = false;
      if (slot.taken.compare_exchange_strong(free, true)) return slot;
    }
  }

  std::atomic<const T*> current_;
  std::vector<const T*> replaced_;  ///< the writer's
  mutable std::array<Slot, kSlots> slots_;
};

}  // namespace confrere::graph
