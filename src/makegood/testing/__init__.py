"""What tests are made of, shipped with the product: the cast, makers, fakes and contract suites."""
