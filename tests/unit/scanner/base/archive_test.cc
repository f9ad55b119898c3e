// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/archive.h"

#include <limits>
#include <map>
#include <set>
#include <unordered_map>

#include "tests/support/test.h"

namespace badgescan {
namespace {

enum class Colour : std::uint8_t { red, green };

struct Inner {
  std::string name;
  bool flag = false;
  std::optional<int> number;

  bool operator==(const Inner&) const = default;
};

struct Outer {
  std::vector<Inner> inners;
  std::map<std::string, std::size_t> counts;
  std::unordered_map<std::string, int> places;
  std::set<int> set;
  std::pair<std::string, int> pair;
  std::array<std::uint8_t, 3> bytes{};
  std::array<int, 2> numbers{};
  std::int64_t least = 0, most = 0;
  std::uint64_t large = 0;
  Colour colour = Colour::red;
  double share = 0;
  const char* elsewhere = nullptr;
  std::vector<std::string_view> views;

  bool operator==(const Outer&) const = default;
};

class Closed {
 public:
  Closed() = default;
  explicit Closed(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.text_);
  }
  const std::shared_ptr<const std::string>& text() const { return text_; }

 private:
  std::shared_ptr<const std::string> text_;
};

Outer full() {
  return {.inners = {{"a", true, -5}, {"", false, std::nullopt}},
          .counts = {{"x", 1}, {std::string("\0y", 2), 300}},
          .places = {{"z", -1}},
          .set = {-3, 0, 70'000},
          .pair = {"first", 2},
          .bytes = {0, 255, 7},
          .numbers = {-1, 1},
          .least = std::numeric_limits<std::int64_t>::min(),
          .most = std::numeric_limits<std::int64_t>::max(),
          .large = std::numeric_limits<std::uint64_t>::max(),
          .colour = Colour::green,
          .share = 0.125,
          .views = {"seen", ""}};
}

template <class T>
std::string to_bytes(const T& value) {
  std::string bytes;
  write_bytes(value, [&](std::string_view part) { bytes.append(part); });
  return bytes;
}

}  // namespace

TEST_CASE("archive: what was written is read back") {
  const std::string bytes = to_bytes(full());
  const std::optional<Outer> read = from_bytes<Outer>(bytes);
  REQUIRE(read);
  CHECK(*read == full());
  // Views point into the bytes.
  CHECK(read->views[0].data() >= bytes.data());
  CHECK(read->views[0].data() < bytes.data() + bytes.size());
  CHECK(from_bytes<Outer>(to_bytes(Outer{})) == Outer{});
  Outer pointing;
  pointing.elsewhere = "not kept";
  CHECK(from_bytes<Outer>(to_bytes(pointing)) == Outer{});
}

TEST_CASE("archive: numbers and texts of any length come in pieces") {
  for (const std::size_t size : {0, 1, 127, 128, 16'000, 16'383, 16'384, 16'385, 50'000}) {
    const std::vector<std::string> texts{std::string(size, 'a'), "b", std::string(size, 'c')};
    CHECK(from_bytes<std::vector<std::string>>(to_bytes(texts)) == texts);
    std::vector<std::uint64_t> numbers(size, ~0ULL);
    CHECK(from_bytes<std::vector<std::uint64_t>>(to_bytes(numbers)) == numbers);
  }
}

TEST_CASE("archive: classes that name their members") {
  CHECK(*from_bytes<Closed>(to_bytes(Closed("text")))->text() == "text");
  CHECK(from_bytes<Closed>(to_bytes(Closed()))->text() == nullptr);
}

TEST_CASE("archive: bytes that are no such value") {
  const std::string bytes = to_bytes(full());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(from_bytes<Outer>(std::string_view(bytes).substr(0, size)));
  CHECK_FALSE(from_bytes<Outer>(bytes + "x"));
  // A count that no rest could hold takes no memory.
  CHECK_FALSE(from_bytes<std::vector<Inner>>("\xff\xff\xff\xff\xff\x7f"));
}

}  // namespace badgescan
