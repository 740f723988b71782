#pragma once

#include <memory>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/connection.h"

namespace confrere::http {

/// Runs `work()`, which must not throw, on a worker, and goes on here afterwards.
template <class Work>
asio::awaitable<void> Connection::on_worker(Work work) {
  co_await asio::async_initiate<decltype(asio::use_awaitable), void()>(
      [&](auto handler) {
        auto resume = std::make_shared<decltype(handler)>(std::move(handler));
        door_->workers.submit([loop = loop_, &work, resume = std::move(resume)]() mutable {
          work();
          asio::post(loop->context, [resume = std::move(resume)]() mutable { std::move (*resume)(); });
        });
      },
      asio::use_awaitable);
}

}  // namespace confrere::http
