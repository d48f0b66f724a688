#include "forms/retry.h"

bool retry_again(bool failed, int *left) { return failed && errno == EINTR && --*left > 0; }
